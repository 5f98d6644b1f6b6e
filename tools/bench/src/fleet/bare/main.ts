import { once } from 'node:events';
import { loop } from './loop.ts';
import type { Order, Said } from './order.ts';
import { prepare } from './prepare.ts';

// A process of its own. It is told its order, signs everything, says `ready`, and at the next word starts the loop.
const say = (word: Said) => process.send?.(word);
const [order] = (await once(process, 'message')) as [Order];
const visits = await prepare(order);
say({ said: 'ready' });
await once(process, 'message');
const cpu = process.cpuUsage();
const began = performance.now();
await loop(visits, order.width, `roster/${order.run}`);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
say({
  said: 'done',
  seconds,
  cpuSeconds: (user + system) / 1e6,
  peakMiB: process.resourceUsage().maxRSS / 1024,
});
process.disconnect();
