import { once } from 'node:events';
import type { Order, Said } from './order.ts';

/** The loop's side of `runLoop`: is told its order, prepares, says `ready`, and at the next word starts. */
export async function obey(prepare: (order: Order) => Promise<() => Promise<void>>): Promise<void> {
  const say = (word: Said) => process.send?.(word);
  const [order] = (await once(process, 'message')) as [Order];
  const loop = await prepare(order);
  say({ said: 'ready' });
  await once(process, 'message');
  const cpu = process.cpuUsage();
  const began = performance.now();
  await loop();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  say({ said: 'done', seconds, cpuSeconds: (user + system) / 1e6, peakMiB });
  process.disconnect();
}

/** Visits all, `width` side by side. */
export async function sideBySide<T>(
  all: readonly T[],
  width: number,
  visit: (one: T) => Promise<void>,
): Promise<void> {
  const queue = all.values();
  const worker = async () => {
    for (const one of queue) await visit(one);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
