import { sampleCluster, sampleFleet } from '@roster/reconcile/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalog, type Table } from '../src/index.ts';
import { claim, highestClaimed } from '../src/revisions/headers.ts';
import { deleteItem, queryItems } from '../src/tables/table.ts';
import { arbitraryFleet } from './arbitrary-fleet.ts';
import { storeInMemory } from './fresh-tables.ts';

const store = storeInMemory();
const now = new Date('2026-06-01T00:00:00.000Z');
const me = { who: 'me', now };
const keysOf = async (table: Table, pk: string) =>
  (await queryItems(table, { where: '#pk = :pk', values: { pk } })).map(({ sk }) => sk);

describe('a push', () => {
  it('is read back equal, whatever the fleet', async () => {
    const { catalog } = await store.catalog();
    await fc.assert(
      fc.asyncProperty(arbitraryFleet, async (fleet) => {
        const { n } = await catalog.push(fleet, me);
        expect(await catalog.read()).toEqual({ id: String(n), fleet });
      }),
      { numRuns: 50 },
    );
  });

  it('tells who, when and how much; revisions lists them', async () => {
    const { catalog } = await store.catalog();
    const first = await catalog.push(sampleFleet(), { ...me, note: 'first' });
    expect(first).toEqual({ n: 1, who: 'me', at: now.toISOString(), note: 'first', clusters: 2, grants: 2 });
    const second = await catalog.push({ ...sampleFleet(), grants: [] }, me);
    expect(await catalog.revisions()).toEqual([second, first]);
    expect(await catalog.current()).toBe(2);
  });

  it('keeps a fleet of several parts, and one with no cluster', async () => {
    const { catalog } = await store.catalog();
    const clusters = Array.from({ length: 2100 }, (_, index) => sampleCluster(`c-${(index * 7919) % 2100}`));
    await catalog.push({ ...sampleFleet(), clusters }, me);
    expect((await catalog.read())?.fleet.clusters).toEqual(clusters);
    await catalog.push({ ...sampleFleet(), clusters: [] }, me);
    expect((await catalog.read())?.fleet.clusters).toEqual([]);
  });

  it('goes on from the revision that was expected, and from no other', async () => {
    const { catalog } = await store.catalog();
    await catalog.push(sampleFleet(), { ...me, expect: 0 });
    await catalog.push(sampleFleet(), { ...me, expect: 1 });
    await expect(catalog.push(sampleFleet(), { ...me, expect: 1 })).rejects.toMatchObject({
      name: 'ConflictFault',
      message: expect.stringMatching(
        /current revision is 2 \(pushed by me at .*\), and this push was made against 1/,
      ) as string,
    });
    expect(await catalog.revisions()).toHaveLength(2);
  });

  it('refuses a fleet with two of one name', async () => {
    const { catalog } = await store.catalog();
    const { grants, clusters } = sampleFleet();
    const twice = [
      { ...sampleFleet(), grants: [...grants, ...grants] },
      { ...sampleFleet(), clusters: [...clusters, ...clusters] },
    ];
    for (const fleet of twice)
      await expect(catalog.push(fleet, me)).rejects.toMatchObject({ name: 'BadInputFault' });
    expect(await catalog.current()).toBeUndefined();
  });
});

describe('pushes that meet', () => {
  it('lose but for one, and leave nothing behind', async () => {
    const { catalog } = await store.catalog();
    await catalog.push(sampleFleet(), me);
    const pushes = Array.from({ length: 5 }, (_, index) =>
      catalog.push(sampleFleet(), { now, who: `p${index}`, expect: 1 }),
    );
    const results = await Promise.allSettled(pushes);
    const lost = results.filter((result) => result.status === 'rejected');
    expect(lost.map(({ reason }) => (reason as Error).name)).toEqual(Array(4).fill('ConflictFault'));
    const [won] = results.filter((result) => result.status === 'fulfilled');
    expect(await catalog.current()).toBe(won?.value.n);
    expect((await catalog.revisions()).map(({ n }) => n)).toEqual([won?.value.n, 1]);
    expect((await catalog.read())?.fleet).toEqual(sampleFleet());
  });

  it('names both revisions when another was quicker', async () => {
    const { table } = await store.catalog();
    // Another push, stored after ours has looked at CURRENT and before it moves it.
    const slow = createCatalog({ ...table, client: beforeSecondMove(table) });
    await expect(slow.push(sampleFleet(), { now, who: 'slow' })).rejects.toMatchObject({
      name: 'ConflictFault',
      message: expect.stringMatching(/current revision is 2 \(pushed by quick .* made against 0/) as string,
    });
    expect(await keysOf(table, '1')).toEqual([]);
    expect(await keysOf(table, '2')).toHaveLength(5);
  });

  it('are not hindered by one that died', async () => {
    const { catalog, table } = await store.catalog();
    await catalog.push(sampleFleet(), me);
    const header = { n: 2, who: 'dead', at: now.toISOString(), note: '', clusters: 2, grants: 2 };
    await claim(table, { ...header, state: 'writing', parts: [] });
    expect(await catalog.read('2')).toBeUndefined();
    expect((await catalog.push(sampleFleet(), me)).n).toBe(3);
    expect((await catalog.revisions()).map(({ n }) => n)).toEqual([3, 1]);
    expect(await highestClaimed(table)).toBe(3);
  });
});

/** A client that lets another push go first when `CURRENT` is about to be moved. */
function beforeSecondMove({ client, name }: Table): Table['client'] {
  const others = createCatalog({ client, name });
  let first = true;
  return new Proxy(client, {
    get(target, property) {
      if (property !== 'send') return Reflect.get(target, property) as unknown;
      return async (command: {
        readonly input: { readonly Item?: { readonly pk?: { readonly S?: string } } };
      }) => {
        if (command.input.Item?.pk?.S === 'CURRENT' && first) {
          first = false;
          await others.push(sampleFleet(), { now, who: 'quick' });
        }
        return target.send(command as never);
      };
    },
  });
}

describe('a rollback', () => {
  it('stores old content as a new revision, and says so', async () => {
    const { catalog } = await store.catalog();
    await catalog.push(sampleFleet(), me);
    await catalog.push({ ...sampleFleet(), clusters: [] }, me);
    const back = await catalog.rollback(1, me);
    expect(back).toMatchObject({ n: 3, note: 'content of revision 1', clusters: 2 });
    expect(await catalog.read()).toEqual({ id: '3', fleet: sampleFleet() });
  });

  it('needs a revision to go back to', async () => {
    const { catalog } = await store.catalog();
    await expect(catalog.rollback(4, me)).rejects.toMatchObject({ name: 'NotFoundFault' });
  });
});

describe('reading', () => {
  it('finds out that items are missing', async () => {
    const { catalog, table } = await store.catalog();
    await catalog.push(sampleFleet(), me);
    await deleteItem(table, { pk: '1', sk: 'grant#ops' }, {});
    await expect(catalog.read()).rejects.toMatchObject({ name: 'ServerFault' });
  });
});
