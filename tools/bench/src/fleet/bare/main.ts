import { obey } from '../loop/obey.ts';
import { loop } from './loop.ts';
import { prepare } from './prepare.ts';
import { send } from './send.ts';
import { signedIdentity } from './signed.ts';

await obey(async (order) => {
  const visits = await prepare(order);
  const identity = await signedIdentity();
  return async () => {
    await send(identity);
    await loop(visits, order.width, `roster/${order.run}`);
  };
});
