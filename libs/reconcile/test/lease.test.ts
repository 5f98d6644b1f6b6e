import { describe, expect, it } from 'vitest';
import { FakeJournal } from '../src/testing/index.ts';
import { renewLease, takeLease, whyNoLease, type LocalProcess } from '../src/run/lease.ts';

const NOW = new Date('2026-11-24T08:00:00.000Z');
const AFTER = new Date('2026-11-24T08:12:00.000Z');
const execution = (run: string) => ({ run, execution: `execution of ${run}` });
const process = (pid: number) => ({ host: 'laptop', pid, started: `boot ${pid}` });

/** A process of the laptop that knows which others have died. */
function local(pid: number, gone: readonly number[] = []): LocalProcess & { readonly notes: string[] } {
  const notes: string[] = [];
  const isGone: LocalProcess['isGone'] = (other) => other.host === 'laptop' && gone.includes(other.pid);
  return { self: process(pid), isGone, note: (text) => notes.push(text), notes };
}

describe('a lease that another run holds', () => {
  it('is told with who holds it, since and until when, and how to get it back', async () => {
    const journal = new FakeJournal();
    await takeLease(journal, { ...execution('r1'), who: 'ann', now: NOW, local: local(1) });
    const asked = takeLease(journal, { ...execution('r2'), who: 'bob', now: AFTER, local: local(2) });
    await expect(asked).rejects.toThrow(
      'run r1 of ann (process 1 on laptop) holds the lease since 2026-11-24T08:00:00.000Z, until 2026-11-24T08:15:00.000Z: ' +
        'wait for its end; if it has died, get the lease back by: roster unlock r1 --reason TEXT',
    );
    await expect(asked).rejects.toMatchObject({ name: 'LeaseHeldFault' });
  });

  it('is taken over, with a note, from a process of this machine that has died', async () => {
    const journal = new FakeJournal();
    await takeLease(journal, { ...execution('r1'), who: 'ann', now: NOW, local: local(1) });
    const mine = local(2, [1]);
    await takeLease(journal, { ...execution('r2'), who: 'ann', now: NOW, local: mine });
    expect(await journal.readLease()).toMatchObject({ run: 'r2', process: process(2) });
    expect(mine.notes).toEqual(['run r1 held the lease, and its process 1 has died: taken over']);
  });

  it.each([
    ['of another machine', { ...process(1), host: 'elsewhere' }],
    ['that no process is known of', undefined],
  ])('%s is not', async (_, holder) => {
    const journal = new FakeJournal();
    const facts = { who: 'ann', since: NOW.toISOString(), ...(holder && { process: holder }) };
    await journal.takeLease(execution('r1'), NOW, AFTER, facts);
    const asked = takeLease(journal, { ...execution('r2'), who: 'bob', now: NOW, local: local(2, [1]) });
    await expect(asked).rejects.toMatchObject({ name: 'LeaseHeldFault' });
  });

  it('is not by a run on a store that others share, whatever died here', async () => {
    const journal = new FakeJournal();
    await takeLease(journal, { ...execution('r1'), who: 'ann', now: NOW, local: local(1) });
    const asked = takeLease(journal, { ...execution('r2'), who: 'bob', now: NOW });
    await expect(asked).rejects.toMatchObject({ name: 'LeaseHeldFault' });
  });
});

it('a lease that is renewed keeps who holds it, and since when', async () => {
  const journal = new FakeJournal();
  await takeLease(journal, { ...execution('r1'), who: 'ann', now: NOW, local: local(1) });
  const facts = { who: 'ann', since: NOW.toISOString(), process: process(1) };
  await renewLease(journal, 'r1', AFTER);
  expect(await journal.readLease()).toEqual({
    ...execution('r1'),
    until: '2026-11-24T08:27:00.000Z',
    ...facts,
  });
  expect(await whyNoLease(journal, 'r1', new Date('2026-11-24T08:25:00.000Z'))).toBeUndefined();
  expect(await journal.readLease()).toMatchObject({ until: '2026-11-24T08:40:00.000Z', ...facts });
});
