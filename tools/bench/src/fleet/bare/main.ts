import { obey } from '../loop/obey.ts';
import { loop } from './loop.ts';
import { prepare } from './prepare.ts';

await obey(async (order) => {
  const visits = await prepare(order);
  return () => loop(visits, order.width, `roster/${order.run}`);
});
