import { clusterArn, type Cluster, type Grant } from '@roster/access';
import type { Connection } from '@roster/reconcile';
import { fakeCloud, fakeClusterApi, fakeWorld } from '@roster/reconcile/testing';
import { expect, it } from 'vitest';
import { explain } from '../src/why/explain.ts';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const ACCOUNT = '111122223333';
const [name, region] = ['payments', 'eu-west-1'];
const ARN = clusterArn({ name, account: ACCOUNT, region });
const ops = `arn:aws:iam::${ACCOUNT}:role/Ops`;
const reader = `arn:aws:iam::${ACCOUNT}:role/Reader`;

const cluster: Cluster = {
  ...{ arn: ARN, name, account: ACCOUNT, region, labels: { env: 'prod' }, roles: {} },
  checks: { daemonSets: [], pods: [], access: [] },
};
const grant = (more: Partial<Grant> = {}): Grant => ({
  ...{ name: 'ops', principals: [{ roleName: 'Ops' }], username: 'ops', groups: ['operators'] },
  clusters: { matchLabels: { env: 'prod' } },
  ...more,
});
const fleetOf = (...grants: readonly Grant[]) => ({
  ...{ rollout: { waves: [], failureBudget: { percent: 5 } }, protected: [], trustedAccounts: [] },
  ...{ ownership: [], clusters: [cluster], grants },
});

const row = (arn: string, username: string, ...groups: readonly string[]) =>
  `- rolearn: ${arn}\n  username: ${username}\n  groups: [${groups.join(', ')}]\n`;
const BASE = row(reader, 'reader', 'roster:read');

interface Asked {
  readonly principal?: string;
  readonly mapRoles?: string | null;
  readonly mode?: Connection['facts']['authenticationMode'];
  readonly entries?: readonly string[];
  readonly grants?: readonly Grant[];
}

async function ask({ principal = ops, mapRoles = BASE, mode = 'CONFIG_MAP', entries = [], grants }: Asked) {
  const world = fakeWorld({ clock: () => NOW, caller: reader });
  const there = world.cluster(ARN);
  // A way in that no document can take away.
  there.creator = reader;
  if (mapRoles !== null) there.setAwsAuth({ mapRoles });
  there.bindings = [...there.bindings, { group: 'operators', verbs: ['list'], resources: ['pods'] }];
  const token = await fakeCloud(world).token({ cluster, as: 'read', run: 'r', tokenId: name, signedAt: NOW });
  const facts = {
    endpoint: `https://${name}`,
    certificateAuthority: '',
    authenticationMode: mode,
    endpointAccess: 'public' as const,
    tokenId: name,
  };
  const connection = { cluster: ARN, facts, token };
  const fleet = fleetOf(...(grants ?? [grant()]));
  const question = { principal, cluster, fleet, now: NOW };
  return explain(question, { connection, entries, clusterApi: fakeClusterApi(world) });
}

it.each<[string, Asked, readonly [getsIn: boolean, by: string, ...codes: string[]]]>([
  [
    'by a row that a grant asks for',
    { mapRoles: BASE + row(ops, 'ops', 'operators') },
    [true, 'row', 'granted'],
  ],
  ['granted, and not applied yet', {}, [false, 'nothing', 'granted', 'no-row', 'creator']],
  ['named by no grant', { grants: [] }, [false, 'nothing', 'not-granted', 'no-row', 'creator']],
  [
    'granted elsewhere',
    { grants: [grant({ clusters: { matchLabels: { env: 'dev' } } })] },
    [false, 'nothing', 'grant-elsewhere', 'no-row', 'creator'],
  ],
  [
    'granted until yesterday',
    { grants: [grant({ until: '2026-11-23' })] },
    [false, 'nothing', 'grant-ended', 'no-row', 'creator'],
  ],
  [
    'asked for with a path',
    { principal: ops.replace('Ops', 'team/Ops'), mapRoles: BASE + row(ops, 'ops', 'operators') },
    [true, 'row', 'path-in-arn', 'granted'],
  ],
  [
    'asked for as a session',
    {
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Ops/ann`,
      mapRoles: BASE + row(ops, 'ops', 'operators'),
    },
    [true, 'row', 'session', 'granted'],
  ],
  [
    'a row with a path in its ARN',
    { mapRoles: BASE + row(ops.replace('Ops', 'team/Ops'), 'ops', 'operators') },
    [false, 'nothing', 'granted', 'row-with-path', 'no-row', 'creator'],
  ],
  [
    'a later duplicate decides',
    { mapRoles: BASE + row(ops, 'ops', 'operators') + row(ops, 'nobody', 'operators') },
    [true, 'row', 'granted', 'later-duplicate'],
  ],
  [
    'overridden by an access entry',
    { mode: 'API_AND_CONFIG_MAP', entries: [ops], mapRoles: BASE + row(ops, 'ops', 'operators') },
    [true, 'access entry', 'granted', 'access-entry'],
  ],
  [
    'no row where whoever created it has an access entry',
    { mode: 'API_AND_CONFIG_MAP' },
    [false, 'nothing', 'granted', 'no-row'],
  ],
  ['no aws-auth', { mapRoles: null }, [false, 'nothing', 'granted', 'no-config-map', 'creator']],
  ['mode API without an entry', { mode: 'API' }, [false, 'nothing', 'granted', 'mode-api']],
  [
    'a group that is bound to nothing',
    { mapRoles: BASE + row(ops, 'ops', 'strangers') },
    [true, 'row', 'granted', 'group-without-binding'],
  ],
])('%s', async (_what, asked, [getsIn, by, ...codes]) => {
  const { notes, ...found } = await ask(asked);
  expect(found).toMatchObject({ cluster: ARN, getsIn, by });
  expect(notes.map(({ code }) => code)).toEqual(codes);
});

it('says which label misses', async () => {
  const { notes } = await ask({ grants: [grant({ clusters: { matchLabels: { env: 'dev' } } })] });
  expect(notes[0]?.message).toContain('label env is prod, wanted dev');
});

it('a document that cannot be read lets nobody in by its rows: it says where it is broken', async () => {
  const { getsIn, notes } = await ask({ mapRoles: `${BASE} - rolearn: ${ops}\n` });
  expect(getsIn).toBe(false);
  expect(notes.map(({ code }) => code)).toContain('broken-document');
});
