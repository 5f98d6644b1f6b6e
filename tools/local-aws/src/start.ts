import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  LOOPBACK,
  makeStateFolder,
  onFreePorts,
  startChild,
  type Child,
} from '@roster/control-plane/process';
import { credentialsEnv, type Keys } from '@roster/sandbox';
import { ministack } from './program.ts';

export interface LocalAwsOptions {
  /** What every function inherits, and prefers to its own environment: AWS_ENDPOINT_URL_EKS and _STS of the sandbox. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether IAM policies are enforced. Default false. */
  readonly authorisation?: boolean;
  /** The account of the deployment. Default 900000000001. */
  readonly account?: string;
  /** Default eu-west-1. */
  readonly region?: string;
  /** Keys that act as the account's root. */
  readonly keys?: Keys;
}

export interface LocalAws extends AsyncDisposable {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  /** All that a client needs (an AWS SDK, the CDK CLI): the endpoint, keys, the Region. */
  readonly env: Readonly<Record<string, string>>;
  /** The last lines that it wrote, for whoever asks why something failed. */
  log(): string;
  stop(): Promise<void>;
}

const ROOT = { accessKeyId: 'AKIAROSTERLOCALAWSXX', secretAccessKey: 'local' };

/** Starts a local AWS on loopback, which runs what is deployed into it. It ends with this process. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { account = '900000000001', region = 'eu-west-1', keys = ROOT } = options;
  const program = await ministack();
  const folder = await makeStateFolder('local-aws');
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
  const clients = credentialsEnv(keys, region);
  const order = { program, folder, options, env: { ...clients, MINISTACK_ACCOUNT_ID: account } };
  const starting = onFreePorts(1, ([port = 0]) => begin(order, port));
  const { child, endpoint } = await starting.catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const stop = async () => {
    await child.stop();
    await remove();
  };
  const env = { ...clients, AWS_ENDPOINT_URL: endpoint };
  return { endpoint, account, region, env, log: child.log, stop, [Symbol.asyncDispose]: stop };
}

interface Order {
  readonly program: string;
  readonly folder: string;
  readonly options: LocalAwsOptions;
  readonly env: Readonly<Record<string, string>>;
}

async function begin(order: Order, port: number): Promise<{ child: Child; endpoint: string }> {
  const { program, folder, options, env } = order;
  await mkdir(path.join(folder, 'tmp'), { recursive: true });
  const child = startChild({
    program,
    args: [],
    cwd: folder,
    // Nothing of the machine's own settings: above all no AWS_ENDPOINT_URL, which functions would inherit.
    env: {
      ...env,
      PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
      TMPDIR: path.join(folder, 'tmp'),
      STATE_DIR: path.join(folder, 'state'),
      S3_DATA_DIR: path.join(folder, 's3'),
      GATEWAY_PORT: String(port),
      BIND_HOST: LOOPBACK,
      MINISTACK_HOST: LOOPBACK,
      AUTH: String(options.authorisation ?? false),
      ...options.env,
    },
    signal: new AbortController().signal,
  });
  await child.next(/Running on/);
  return { child, endpoint: `http://${LOOPBACK}:${port}` };
}
