import type { ControlPlane } from '@roster/control-plane';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunReport } from '../src/report/run-report.ts';
import {
  arnOf,
  BASE,
  DEV,
  DEV_GRANT,
  FOREIGN,
  grantsFile,
  OPS,
  OPS_GRANT,
  OPS_ROW,
  REGION,
} from './fleet.ts';
import { user, type User } from './harness.ts';
import { checkedClusters, startRealClusters, tokenFor, versionOf, whoIs } from './real-fleet.ts';

const USERS = "- userarn: arn:aws:iam::111122223333:user/bob # on leave\n  username: 'bob'\n  groups: []\n";
const BEFORE = {
  one: {
    mapRoles: FOREIGN + BASE.replaceAll('\n', '\r\n'),
    mapUsers: USERS,
    mapAccounts: '- "555566667777"\n',
  },
  two: { mapRoles: BASE },
  three: { mapRoles: `${BASE}\n# the operators came by hand\n${OPS_ROW}` },
  four: { mapRoles: JSON.stringify(rowsOf(BASE)), mapUsers: '' },
};
const NAMES = Object.keys(BEFORE) as (keyof typeof BEFORE)[];
const LATE =
  '# added in a hurry\n- rolearn: arn:aws:iam::111122223333:role/Late\n  username: late\n  groups: []\n';

let real: ControlPlane;
beforeAll(async () => {
  real = await startRealClusters(NAMES.map((name) => ({ name, awsAuth: BEFORE[name] })));
});
afterAll(() => real.stop());
const at = (name: keyof typeof BEFORE) => real.cluster(arnOf(name));
const versions = () => Promise.all(NAMES.map((name) => versionOf(at(name))));
const run = async (ann: User, ...argv: readonly string[]) => (await ann.json(...argv)) as RunReport;

it('takes four real clusters from discovery to right, corrects drift, and takes a grant back', async () => {
  await using ann = await user({ sandbox: real.sandbox, files: filesWith(OPS_GRANT, DEV_GRANT) });
  const discovered = (await ann.json('discover', '--region', REGION)) as {
    readonly clusters: readonly { readonly name: string }[];
  };
  expect(discovered.clusters.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  expect(await ann.json('catalog', 'push', 'fleet')).toMatchObject({ revision: '1', stored: true });

  const untouched = await versions();
  expect(await run(ann, 'plan')).toMatchObject({ counts: { drifted: 4 }, rows: { add: 7, adopt: 1 } });
  expect(await versions()).toEqual(untouched);

  expect(await run(ann, 'apply')).toMatchObject({ state: 'done', counts: { changed: 4 } });
  const { mapRoles, ...others } = (await at('one').awsAuth()) ?? {};
  expect(mapRoles).toContain(BEFORE.one.mapRoles);
  expect(others).toEqual({ mapUsers: USERS, mapAccounts: BEFORE.one.mapAccounts });
  for (const name of NAMES) expect(await entersAs(ann, name, DEV)).toBe('dev');

  const applied = await versions();
  expect(await run(ann, 'apply')).toMatchObject({ counts: { inSync: 4 }, rows: { add: 0 } });
  expect(await versions()).toEqual(applied);
  expect(await run(ann, 'verify')).toMatchObject({ counts: { healthy: 4 } });
  expect(await ann.run('status')).toMatchObject({ code: 0 });

  await drifts(ann);

  await ann.write('fleet/grants.yaml', grantsFile());
  expect(await ann.json('catalog', 'push', 'fleet', '--allow-removals')).toMatchObject({
    revision: '2',
    stored: true,
  });
  expect(await run(ann, 'apply')).toMatchObject({ counts: { changed: 4 } });
  expect(await at('one').awsAuth()).toEqual(BEFORE.one);
  expect((await at('two').awsAuth())?.['mapRoles']).toBe(BASE + LATE);
  // What was adopted is Roster's, and goes with its grant.
  expect((await at('three').awsAuth())?.['mapRoles']).toBe(`${BASE}\n# the operators came by hand\n`);
  const four = (await at('four').awsAuth())?.['mapRoles'] ?? '';
  expect(JSON.parse(four)).toEqual(rowsOf(BASE));
});

/** Two is changed by hand, and four; four is held meanwhile. */
async function drifts(ann: User): Promise<void> {
  const two = (await at('two').awsAuth())?.['mapRoles'] ?? '';
  await at('two').setAwsAuth({ mapRoles: two.replace('developers', 'system:masters') + LATE });
  const four = JSON.parse((await at('four').awsAuth())?.['mapRoles'] ?? '') as readonly { rolearn: string }[];
  await at('four').setAwsAuth({ mapRoles: JSON.stringify(four.filter(({ rolearn }) => rolearn !== OPS)) });
  expect(await entersAs(ann, 'four', OPS)).toBe(401);
  const found = { replace: 1, add: 1, newForeign: 1 };
  expect(await run(ann, 'plan')).toMatchObject({ counts: { inSync: 2, drifted: 2 }, rows: found });

  expect(await ann.run('hold', 'four', '--reason', 'looking into it')).toMatchObject({ code: 0 });
  const held = await run(ann, 'apply');
  expect(held).toMatchObject({ counts: { inSync: 2, changed: 1, blocked: 1 } });
  expect(held.results[0]).toMatchObject({ cluster: arnOf('four'), reason: 'held' });
  expect((await at('two').awsAuth())?.['mapRoles']).toBe(two + LATE);
  expect(await entersAs(ann, 'four', OPS)).toBe(401);

  expect(await ann.run('release', 'four')).toMatchObject({ code: 0 });
  expect(await run(ann, 'apply')).toMatchObject({ counts: { inSync: 3, changed: 1 } });
  expect(await entersAs(ann, 'four', OPS)).toBe('ops');
}

/** As whom a role gets in by a fresh token, or the status that it is answered. */
async function entersAs(ann: User, name: keyof typeof BEFORE, role: string): Promise<unknown> {
  const { status, body } = await whoIs(at(name), await tokenFor(ann, name, role));
  if (status !== 201) return status;
  return (body as { readonly status: { readonly userInfo: { readonly username: string } } }).status.userInfo
    .username;
}

function filesWith(...grants: readonly string[]) {
  return { 'fleet/clusters.yaml': checkedClusters(...NAMES), 'fleet/grants.yaml': grantsFile(...grants) };
}

/** The rows of fleet.ts as JSON has them. */
function rowsOf(text: string) {
  return [...text.matchAll(/- rolearn: (.+)\n {2}username: "?(.+?)"?\n {2}groups:\n {4}- (.+)\n/g)].map(
    ([, rolearn = '', username = '', group = '']) => ({ rolearn, username, groups: [group] }),
  );
}
