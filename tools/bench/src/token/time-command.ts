import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface TimedCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it is to print an ExecCredential. */
  readonly token?: boolean;
}

/** Milliseconds from the start of a process to its end. Error where it fails, or prints no token where it should. */
export async function timeCommand({
  name,
  program,
  args,
  env,
  token = false,
}: TimedCommand): Promise<number> {
  const began = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [printed, complaints] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'exit')) as [number | null];
  const ms = performance.now() - began;
  if (code !== 0) throw new Error(`${name}: exit code ${String(code)}\n${await complaints}`);
  if (token && !/"token": *"k8s-aws-v1\.[\w-]+"/.test(await printed)) {
    throw new Error(`${name} printed no token`);
  }
  return ms;
}
