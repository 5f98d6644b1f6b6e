import type { ClusterMessage, Journal } from '@roster/reconcile';
import { FakeJournal } from '@roster/reconcile/testing';
import { expect, it } from 'vitest';
import { messagesOf } from '../src/report/cluster-message.ts';
import { arnOf } from './reports.ts';

const RUN = '20261124T080000Z-said';
const CLOUD = {
  run: RUN,
  mode: 'apply',
  executions: [`arn:aws:states:eu-west-1:111122223333:execution:roster-apply:${RUN}`],
} as const;
const LOCAL = { ...CLOUD, executions: [`local:${RUN}`] };

async function said(
  kept: ClusterMessage,
  reason: string,
  run: Parameters<typeof messagesOf>[1] = CLOUD,
): Promise<string | undefined> {
  const journal: Journal = new FakeJournal();
  const cluster = arnOf('one');
  await journal.putMessage({ ...run, cluster }, kept, new Date(0));
  return (await messagesOf(journal, run, [{ cluster, reason }])).get(cluster);
}

const TIMEOUT = { reason: 'timeout', message: 'no answer in time' };

it.each(['timeout', 'TimeoutFault'])('says what a worker has said of %s', async (reason) => {
  expect(await said(TIMEOUT, reason)).toBe(TIMEOUT.message);
});

it('says nothing of a line with another reason: another try may have mended it', async () => {
  expect(await said(TIMEOUT, 'refused')).toBeUndefined();
});

it('puts into words what no worker reported, and says where to look', async () => {
  expect(await said(TIMEOUT, 'States.Timeout')).toBe(
    'States.Timeout: the worker did not end within the time that its state has. The CloudWatch logs of the workers ' +
      `have more: filter run = "${RUN}" and cluster = "${arnOf('one')}"`,
  );
  expect(await said(TIMEOUT, 'Lambda.SomethingNew')).toMatch(
    /^Lambda.SomethingNew: no worker has reported this\. /,
  );
  expect(await said(TIMEOUT, 'Sandbox.Timedout', LOCAL)).toMatch(/its function has$/);
});

it('reads nothing where every cluster is well', async () => {
  const journal = new FakeJournal();
  journal.readMessages = () => Promise.reject(new Error('nobody asked'));
  expect(await messagesOf(journal, CLOUD, [])).toEqual(new Map());
});
