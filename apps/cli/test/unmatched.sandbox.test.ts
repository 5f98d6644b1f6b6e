import { expect, it } from 'vitest';
import { arnOf, BASE, clustersFile, grantsFile, OPS, OPS_GRANT, startClusters } from './fleet.ts';
import { together, user } from './harness.ts';

const TYPO = OPS_GRANT.replaceAll('ops', 'typo').replace('env: prod', 'env: prdo');
const WAVES = `rollout: { waves: [{ name: canary, clusters: { regions: [us-east-1] } }] }
ownership: [{ clusters: { matchLabels: { evn: prod } }, mode: exclusive }]
`;
const FILES = {
  'fleet/clusters.yaml': clustersFile('one') + WAVES,
  'fleet/grants.yaml': grantsFile(OPS_GRANT, TYPO),
};
const LINES = [
  'wave canary: regions there are: eu-west-1',
  'ownership[0]: no cluster has the label evn; labels there are: env (did you mean env?)',
  'grant typo (fleet/grants.yaml:13): env has: prod (did you mean prod?)',
];
const UNMATCHED = [{ of: 'wave canary' }, { of: 'ownership[0]' }, { of: 'grant typo', source: { line: 13 } }];

async function pushing() {
  const sandbox = await startClusters([{ name: 'one' }]);
  return { ...together(sandbox, await user({ sandbox, files: FILES })), one: sandbox.cluster(arnOf('one')) };
}

it('a selector that matches nothing is reported at the push, with what there is instead', async () => {
  await using made = await pushing();
  const pushed = await made.ann.run('catalog', 'push', 'fleet');
  expect(pushed).toMatchObject({ code: 0 });
  for (const line of LINES) expect(pushed.stderr).toContain(line);
  expect(await made.ann.json('catalog', 'push', 'fleet')).toMatchObject({
    stored: false,
    unmatched: UNMATCHED,
  });
  expect(await made.ann.json('catalog', 'rollback', '1')).toMatchObject({ unmatched: UNMATCHED });
});

it('a grant of a principal that is denied is reported at the push, and at the rollback to it', async () => {
  await using made = await pushing();
  await made.ann.write('fleet/clusters.yaml', `${clustersFile('one')}denied: ["${OPS}"]\n`);
  const denied = [{ grant: 'ops' }, { grant: 'typo' }];
  expect(await made.ann.json('catalog', 'push', 'fleet')).toMatchObject({ denied });
  expect(await made.ann.json('catalog', 'rollback', '1')).toMatchObject({ denied });
  const back = await made.ann.run('catalog', 'rollback', '1');
  expect(back.stderr).toContain(`! ops (fleet/grants.yaml:7): ${OPS} is denied`);
});

it('and by every plan and apply, in the report and later in runs show; a verification asks no grant', async () => {
  await using made = await pushing();
  await made.ann.run('catalog', 'push', 'fleet');
  for (const mode of ['plan', 'apply']) {
    const { stdout } = await made.ann.run(mode);
    for (const line of LINES) expect(stdout).toContain(line);
    expect(await made.ann.json('runs', 'show')).toMatchObject({ mode, unmatched: UNMATCHED });
  }
  expect(await made.ann.json('verify')).toMatchObject({ unmatched: [] });
  expect(await made.ann.json('plan', '-f', 'fleet')).toMatchObject({ unmatched: UNMATCHED });
  expect(made.one.awsAuth()?.['mapRoles']).toContain(BASE);
});

it.each([
  [['-l', 'env=prdo'], 'env has: prod (did you mean prod?)'],
  [['-l', 'evn=prod'], 'no cluster has the label evn; labels there are: env (did you mean env?)'],
  [['--account', '111122223334'], 'accounts there are: 111122223333 (did you mean 111122223333?)'],
  [['--region', 'eu-west-2'], 'regions there are: eu-west-1 (did you mean eu-west-1?)'],
  [['--cluster', 'noe'], 'the catalog has no cluster named noe; names there are: one (did you mean one?)'],
] as const)('a run of %j, which matches nothing, says what there is', async (selection, instead) => {
  await using made = await pushing();
  await made.ann.run('catalog', 'push', 'fleet');
  for (const command of ['plan', 'apply', 'verify']) {
    const ran = await made.ann.run(command, ...selection);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(instead);
  }
  expect(await made.ann.json('runs', 'list')).toEqual([]);
});
