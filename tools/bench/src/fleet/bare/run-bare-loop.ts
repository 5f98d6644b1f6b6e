import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage } from '../../process/measure-node.ts';
import type { Order, Said } from './order.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Runs the bare loop in a process of its own; `before` is called when all is signed and nothing was sent yet. */
export async function runBareLoop(
  order: Order,
  env: Readonly<Record<string, string>>,
  before: () => Promise<void>,
): Promise<Usage> {
  const child = fork(MAIN, { env: { PATH: process.env['PATH'], ...env } });
  const ended = once(child, 'exit');
  const gone = ended.then(([code]): Said => {
    throw new Error(`the bare loop ended with exit code ${String(code)}`);
  });
  gone.catch(() => undefined); // its end after the last word is no failure
  const heard = () => Promise.race([once(child, 'message').then(([word]) => word as Said), gone]);
  child.send(order);
  await heard();
  await before();
  child.send('go');
  const word = await heard();
  await ended;
  if (word.said !== 'done') throw new Error('the bare loop told no figures');
  return word;
}
