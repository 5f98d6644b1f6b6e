import { obey, sideBySide } from '../loop/obey.ts';
import { visitor } from './visit.ts';

await obey((order) => {
  const visit = visitor(order);
  return Promise.resolve(() => sideBySide(order.clusters, order.width, visit));
});
