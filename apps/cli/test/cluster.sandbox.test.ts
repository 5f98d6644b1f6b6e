import { describe, expect, it } from 'vitest';
import {
  arnOf,
  clustersFile,
  DEV,
  grantsFile,
  OPS,
  OPS_GRANT,
  OPS_ROW,
  BASE,
  startClusters,
} from './fleet.ts';
import { together, user } from './harness.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
const IN_FLEET = ['-f', 'fleet'];

async function one(faults = {}) {
  const sandbox = await startClusters([{ name: 'one', awsAuth: { mapRoles: BASE + OPS_ROW }, faults }]);
  const ann = await user({ sandbox, files: FILES });
  return together(sandbox, ann);
}

describe('roster why', () => {
  it('0: gets in, as whom', async () => {
    await using made = await one();
    expect(await made.ann.run('why', OPS, 'one', ...IN_FLEET)).toMatchObject({ code: 0 });
    expect(await made.ann.json('why', OPS, 'one', ...IN_FLEET)).toMatchObject({
      ...{ principal: OPS, cluster: arnOf('one'), getsIn: true },
      ...{ username: 'ops', groups: ['operators'], by: 'row' },
    });
  });

  it('1: does not get in', async () => {
    await using made = await one();
    const ran = await made.ann.run('why', DEV, 'one', ...IN_FLEET);
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.stdout).toContain('does not get in');
  });

  it('3: the cluster cannot be asked', async () => {
    await using made = await one({ unreachable: true });
    const ran = await made.ann.run('why', OPS, 'one', ...IN_FLEET);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain(arnOf('one'));
  });
});

it('lists pods by prefix, and a daemonset with its counts', async () => {
  await using made = await one();
  const named = ['--cluster', 'one', ...IN_FLEET];
  const pods = await made.ann.json('pods', ...named, '-n', 'kube-system', '--prefix', 'coredns-');
  expect(pods).toMatchObject([{ phase: 'Running' }, { phase: 'Running' }]);
  expect(await made.ann.json('daemonset', 'aws-node', ...named)).toMatchObject({
    ...{ namespace: 'kube-system', name: 'aws-node' },
    ...{ desired: 3, ready: 3, nodeSelector: {} },
  });
  expect(await made.ann.run('daemonset', 'nowhere', ...named)).toMatchObject({ code: 2 });
});
