import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage } from '../../process/measure-node.ts';
import type { Order, Said } from './order.ts';

/** `bare`: presigned calls by Node's own agents. `clients`: by the clients that the run has. */
export type Loop = 'bare' | 'clients';

interface Given {
  readonly env: Readonly<Record<string, string>>;
  /** Called when all is prepared and nothing was sent yet. */
  readonly before: () => Promise<void>;
}

/** Runs a loop in a process of its own. */
export async function runLoop(which: Loop, order: Order, { env, before }: Given): Promise<Usage> {
  const child = fork(fileURLToPath(new URL(`../${which}/main.ts`, import.meta.url)), {
    env: { PATH: process.env['PATH'], ...env },
  });
  const ended = once(child, 'exit');
  const gone = ended.then(([code]): Said => {
    throw new Error(`the loop '${which}' ended with exit code ${String(code)}`);
  });
  gone.catch(() => undefined); // its end after the last word is no failure
  const heard = () => Promise.race([once(child, 'message').then(([word]) => word as Said), gone]);
  child.send(order);
  await heard();
  await before();
  child.send('go');
  const word = await heard();
  await ended;
  if (word.said !== 'done') throw new Error(`the loop '${which}' told no figures`);
  return word;
}
