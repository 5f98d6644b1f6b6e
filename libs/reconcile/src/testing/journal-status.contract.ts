import { describe, expect, it } from 'vitest';
import type { Hold } from '../ports/index.ts';
import {
  incompressible,
  NEXT_RUN,
  OPENED,
  RUN,
  sampleChangeSet,
  sampleCluster,
  sampleOwned,
  sampleRecording,
} from './journal-samples.ts';
import type { JournalUnderTest } from './journal.contract.ts';

const { arn } = sampleCluster();
const hold: Hold = { by: 'me', reason: 'looking into it', at: OPENED, undone: sampleChangeSet() };

const row = { arn: 'arn:aws:iam::999999999999:user/Bob', username: 'bob', groups: ['view'] };

export function journalStatus(make: () => Promise<JournalUnderTest>): void {
  describe('status', () => {
    it('is not there for a cluster never seen', async () => {
      const { journal } = await make();
      expect(await journal.getStatus(arn)).toBeUndefined();
      expect(await journal.listStatus()).toEqual([]);
    });

    it('begins with a patch, and lets absent fields stand', async () => {
      const { journal } = await make();
      await journal.patchStatus(arn, { owned: [sampleOwned('a'), sampleOwned('b')], foreign: [] });
      await journal.patchStatus(arn, {
        hold,
        driftSince: OPENED,
        toldForeign: ['c'],
        withheld: 3,
        foreignAccess: [row],
        exclusiveSince: OPENED,
      });
      const told = {
        hold,
        driftSince: OPENED,
        toldForeign: ['c'],
        withheld: 3,
        foreignAccess: [row],
        exclusiveSince: OPENED,
      };
      const status = { cluster: arn, owned: [sampleOwned('a'), sampleOwned('b')], foreign: [], ...told };
      expect(await journal.getStatus(arn)).toEqual(status);
    });

    it('takes away what is patched with null', async () => {
      const { journal } = await make();
      await journal.patchStatus(arn, {
        hold,
        driftSince: OPENED,
        owned: [sampleOwned('a')],
        toldForeign: ['c'],
      });
      await journal.patchStatus(arn, { hold: null, driftSince: null, toldForeign: null });
      await journal.patchStatus(arn, {});
      expect(await journal.getStatus(arn)).toEqual({ cluster: arn, owned: [sampleOwned('a')] });
    });

    it('keeps who ended the last hold', async () => {
      const { journal } = await make();
      await journal.patchStatus(arn, { hold });
      const released = { by: 'me', at: OPENED };
      await journal.patchStatus(arn, { hold: null, released });
      expect(await journal.getStatus(arn)).toEqual({ cluster: arn, released });
    });

    it('takes the outcome of a recording, and keeps what it does not tell', async () => {
      const { journal, record } = await make();
      await journal.patchStatus(arn, { owned: [sampleOwned('a')] });
      await record(sampleRecording());
      const told = { run: RUN, outcome: { kind: 'changed', reason: '' }, since: OPENED };
      const at = '2026-01-02T03:05:00.000Z';
      expect(await journal.getStatus(arn)).toEqual({ cluster: arn, owned: [sampleOwned('a')], ...told, at });
    });

    it('is not taken back by an older run', async () => {
      const { journal, record } = await make();
      await record(sampleRecording({ run: NEXT_RUN, outcome: { kind: 'inSync', reason: '' } }));
      await record(sampleRecording({ run: RUN }));
      expect(await journal.getStatus(arn)).toMatchObject({ run: NEXT_RUN, outcome: { kind: 'inSync' } });
    });

    it('lists every cluster by its ARN', async () => {
      const { journal, record } = await make();
      const [payments, search] = [arn, sampleCluster('search').arn];
      await record(sampleRecording({ cluster: search }));
      await journal.patchStatus(payments, { hold });
      const all = await journal.listStatus();
      expect(all).toEqual([await journal.getStatus(payments), await journal.getStatus(search)]);
    });

    it('refuses what is too big to be kept', async () => {
      const { journal } = await make();
      const patching = journal.patchStatus(arn, { foreign: [incompressible(700)] });
      await expect(patching).rejects.toMatchObject({ name: 'BadInputFault' });
    });
  });
}
