import { describe, expect, it } from 'vitest';
import { CA, connectionTo } from '../test/connection.ts';
import { createAsk } from './ask.ts';
import { readDaemonSet } from './daemon-set.ts';

const connection = connectionTo('https://one.example', CA);
const name = { namespace: 'kube-system', name: 'aws-node' };
const read = (daemonSet: object) =>
  readDaemonSet(
    createAsk(() =>
      Promise.resolve({
        status: 200,
        body: Buffer.from(JSON.stringify({ kind: 'DaemonSet', ...daemonSet })),
      }),
    ),
    connection,
    name,
  );

const status = {
  observedGeneration: 2,
  desiredNumberScheduled: 3,
  currentNumberScheduled: 2,
  updatedNumberScheduled: 3,
  numberReady: 1,
  numberAvailable: 1,
  numberMisscheduled: 4,
};
const spec = { template: { spec: { nodeSelector: { lifecycle: 'spot' } } } };

describe('readDaemonSet', () => {
  it('has the counts of kubectl', async () => {
    expect(await read({ metadata: { generation: 2 }, spec, status })).toEqual({
      ...{ desired: 3, current: 2, ready: 1, updated: 3, available: 1, misscheduled: 4 },
      ...{ upToDate: true, nodeSelector: { lifecycle: 'spot' } },
    });
  });

  it('is not up to date while the controller has not seen the last change, or pods are of the one before', async () => {
    expect(await read({ metadata: { generation: 3 }, spec, status })).toMatchObject({ upToDate: false });
    const rolling = { ...status, updatedNumberScheduled: 2 };
    expect(await read({ metadata: { generation: 2 }, spec, status: rolling })).toMatchObject({
      upToDate: false,
    });
  });

  it('counts nothing where the controller has said nothing yet', async () => {
    expect(await read({ metadata: { generation: 1 } })).toMatchObject({
      desired: 0,
      ready: 0,
      upToDate: false,
    });
  });
});
