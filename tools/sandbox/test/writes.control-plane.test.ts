import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeOrder, type WriteOrder } from './http/arbitrary-writes.ts';
import { realRigs, startHttpBed } from './http/real-rig.ts';
import { AWS_AUTH, COLLECTION, type HttpRig } from './http/rig.ts';
import { sandboxRig } from './http/sandbox-rig.ts';
import type { RealBed } from './real-cluster.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startHttpBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

const START = { metadata: { name: 'aws-auth' }, data: { mapRoles: '- row\n', x: 'text' } };

interface Stored {
  readonly metadata: { readonly resourceVersion: string; readonly uid: string; readonly labels?: object };
  readonly data?: object;
  readonly binaryData?: object;
  readonly immutable?: boolean;
}

async function stored({ send }: HttpRig): Promise<Stored | undefined> {
  const { status, body } = await send({ path: AWS_AUTH });
  return status === 200 ? (body as Stored) : undefined;
}

/** What a cluster answers to each write, and holds after it; but for what no two clusters have alike. */
async function answers(rig: HttpRig, orders: readonly WriteOrder[]): Promise<unknown[]> {
  for (const name of ['aws-auth', 'other'])
    await rig.send({ path: `${COLLECTION}/${name}`, method: 'DELETE' });
  await rig.send({ path: COLLECTION, method: 'POST', body: START });
  const said: unknown[] = [];
  for (const order of orders) {
    const before = await stored(rig);
    const { status, body } = await rig.send(order(before?.metadata ?? { resourceVersion: '1', uid: '' }));
    const after = await stored(rig);
    const moved = before?.metadata.resourceVersion !== after?.metadata.resourceVersion;
    const { data, binaryData, immutable, metadata: { labels } = {} } = after ?? {};
    const { reason } = body as { readonly reason?: string };
    said.push({ status, reason, moved, data, binaryData, immutable, labels });
  }
  return said;
}

it('the sandbox answers every write as a real cluster does', async () => {
  const [real, sandbox] = [await realRigs(() => bed)({}), await sandboxRig({})];
  try {
    const property = fc.asyncProperty(
      fc.array(writeOrder, { minLength: 1, maxLength: 3 }),
      async (orders) => {
        expect(await answers(sandbox, orders)).toEqual(await answers(real, orders));
      },
    );
    // The same writes at every run; ROSTER_WRITES=5000 tries others, and more of them.
    const more = Number(process.env['ROSTER_WRITES'] ?? 0);
    await fc.assert(property, more > 0 ? { numRuns: more } : { numRuns: 150, seed: 1 });
  } finally {
    await sandbox.close?.();
  }
}, 1_800_000);
