import { setTimeout } from 'node:timers/promises';
import type { Child } from '../process/child.ts';

const PAUSE_MS = 20;
const PATIENCE_MS = 60_000;

/** Asks until the answer is yes; a request that fails is a no. Error when the program ends, or after a minute. */
export async function waitUntil(what: string, child: Child, ask: () => Promise<boolean>): Promise<void> {
  const last = performance.now() + PATIENCE_MS;
  const asking = async () => {
    while (!(await ask().catch(() => false))) {
      if (performance.now() > last) throw new Error(`${what} was not up after a minute:\n${child.log()}`);
      await setTimeout(PAUSE_MS);
    }
  };
  await Promise.race([asking(), child.failed]);
}
