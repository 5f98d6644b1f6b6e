import { obey, sideBySide } from '../loop/obey.ts';
import { caller, visitor } from './visit.ts';

await obey((order) => {
  const visit = visitor(order);
  return Promise.resolve(async () => {
    await caller(order);
    await sideBySide(order.clusters, order.width, visit);
  });
});
