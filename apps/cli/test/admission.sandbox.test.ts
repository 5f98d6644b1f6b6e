import { expect, it } from 'vitest';
import { arnOf, BASE, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { user } from './harness.ts';

const GOOD = ['one', 'two', 'three'];
const FILES = {
  'fleet/clusters.yaml': clustersFile(...GOOD, 'frozen'),
  'fleet/grants.yaml': `${grantsFile(OPS_GRANT)}rollout: { failureBudget: 1 }\n`,
};

it.each([
  ['invalid', 'aws-auth is changed in Git alone'],
  ['forbidden', 'aws-auth is changed in Git alone'],
  ['webhookDown', 'failed calling webhook'],
] as const)(
  'admission that refuses a write (%s) blocks that cluster with the server’s message, and counts for nothing',
  async (admission, message) => {
    await using sandbox = await startClusters([...GOOD, 'frozen'].map((name) => ({ name })));
    sandbox.cluster(arnOf('frozen')).setFaults({ admission });
    await using ann = await user({ sandbox, files: FILES });
    const ran = await ann.run('apply', '-f', 'fleet');
    expect(ran).toMatchObject({ code: 3 });
    expect(ran.stdout).toContain('blocked: admission');
    expect(ran.stdout.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(sandbox.cluster(arnOf('frozen')).awsAuth()).toEqual({ mapRoles: BASE });
    for (const name of GOOD) expect(sandbox.cluster(arnOf(name)).awsAuth()?.['mapRoles']).toContain('Ops');
    // The same again: nothing is in doubt.
    expect(await ann.json('apply', '-f', 'fleet')).toMatchObject({
      state: 'done',
      counts: { blocked: 1, inSync: 3 },
    });
  },
);

it('a right that is missing is no admission', async () => {
  await using sandbox = await startClusters([{ name: 'one', rosterGroups: false, bindings: READ_ONLY }]);
  await using ann = await user({
    sandbox,
    files: { ...FILES, 'fleet/clusters.yaml': clustersFile('one') },
  });
  expect(await ann.json('apply', '-f', 'fleet')).toMatchObject({ results: [{ outcome: 'denied' }] });
});

const READ_ONLY = ['roster:read', 'roster:write'].map((group) => ({
  group,
  verbs: ['get', 'list', 'create'],
  resources: ['nodes', 'pods', 'daemonsets', 'subjectaccessreviews', 'configmaps'],
}));
