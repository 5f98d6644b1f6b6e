import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ENV, functionName, WORKER_ENV } from '@roster/workflow';
import type { WorkerName } from '@roster/workflow';

const RUNTIME = fileURLToPath(new URL('runtime.mjs', import.meta.url));

export interface Place {
  readonly worker: WorkerName;
  /** The folder that holds the bundle, and nothing else that could be imported. */
  readonly folder: string;
  /** What a sandbox gives: keys, endpoints; and what infra sets. */
  readonly env: Readonly<Record<string, string>>;
}

type Answer = { readonly result: unknown } | { readonly errorType: string; readonly errorMessage: string };

/** A process of Node that runs one bundle as Lambda would: with its environment and nothing of ours. */
export class Container {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #ready: Promise<unknown>;
  #written = '';
  #calls = 0;

  constructor(place: Place) {
    const { worker, folder } = place;
    this.#name = functionName('roster', 'apply', worker);
    this.#child = fork(RUNTIME, [folder], {
      cwd: folder,
      env: lambdaEnv(place, this.#name),
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#written += text));
    }
    this.#ready = once(this.#child, 'message');
  }

  /** What it has logged. */
  get log(): string {
    return this.#written;
  }

  /** Hands it an event; what the handler throws comes as an Error of that name. One at a time. */
  async invoke(event: unknown): Promise<unknown> {
    await Promise.race([this.#ready, this.#ended()]);
    const context = { awsRequestId: `${this.#name}-${++this.#calls}`, functionName: this.#name };
    this.#child.send({ event, context });
    const [answer] = (await Promise.race([once(this.#child, 'message'), this.#ended()])) as [Answer];
    if ('result' in answer) return answer.result;
    throw Object.assign(new Error(answer.errorMessage), { name: answer.errorType });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }

  async #ended(): Promise<never> {
    const [code] = (await once(this.#child, 'exit')) as [number | null];
    throw new Error(`the process of ${this.#name} ended with ${String(code)}: ${this.#written}`);
  }
}

/** Lambda Developer Guide, "Defined runtime environment variables"; then what infra sets, and the sandbox's endpoints. */
function lambdaEnv({ worker, folder, env }: Place, name: string): Record<string, string> {
  const own: readonly string[] = WORKER_ENV[worker].map((key) => ENV[key]);
  const given = Object.keys(env).filter((key) => key.startsWith('AWS_') || own.includes(key));
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: 'index.handler',
    ...Object.fromEntries(given.map((key) => [key, env[key] ?? ''])),
  };
}
