import { principalKey, type DesiredMapping } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { bench, nextVisit, ONE, RUN, targetOf, visit, way, type Bench } from './bench.ts';
import { BASE, fleet, grant, NODES, OPS, OPS_ROW, owned, READ, row, WRITE } from './fleet.ts';

const STRANGER = 'arn:aws:iam::666677778888:role/Contractor';
const LEAVER = 'arn:aws:iam::111122223333:role/Leaver';
const NODE = 'system:node:{{EC2PrivateDNSName}}';

const rowsOf = (made: Bench): string => made.door().awsAuth()?.['mapRoles'] ?? '';

/** A visit by a task that somebody has put into the journal by hand. */
async function visitByHand(made: Bench, desired: readonly DesiredMapping[]) {
  const overrides = ['trusted-accounts', 'grant-rules', 'lint-errors'].map((rule) => ({
    rule,
    reason: 'mine',
  }));
  const first = await made.open();
  const target = targetOf(first, made.clock().toISOString());
  const task = (await made.journal.getTask({ run: RUN, mode: 'apply', cluster: ONE.arn }))!;
  await made.journal.putTasks([{ task: { ...task, desired, overrides }, was: '', since: '' }]);
  return way(target, { ...made.deps, limits: { trustedAccounts: [], overridable: [] } });
}

describe('nobody of an account that is not trusted becomes privileged', () => {
  const granted = (username: string, ...groups: readonly string[]) =>
    bench(OPS_ROW, {
      grants: [grant(), grant({ name: 'g', principals: [{ arn: STRANGER }], username, groups })],
    });

  it.each([
    ['Roster’s own write group', 'contractor', ['roster:write']],
    ['system:masters', 'contractor', ['viewers', 'system:masters']],
    ['a group of the catalog', 'contractor', ['platform-admins']],
    ['a component of Kubernetes', 'system:kube-controller-manager', ['viewers']],
    ['a service account', 'system:serviceaccount:kube-system:deployment-controller', ['viewers']],
    ['all service accounts', 'contractor', ['system:serviceaccounts:kube-system']],
    ['a name of EKS', 'eks:addon-manager', ['viewers']],
    ['one node', 'system:node:ip-10-0-0-1', ['system:nodes']],
    ['nodes', NODE, ['system:bootstrappers', 'system:nodes']],
  ])('by %s', async (_, username, groups) => {
    const made = granted(username, ...groups);
    for (const mode of ['plan', 'apply'] as const) {
      const ended = await nextVisit(made, `20261124T080000Z-${mode}`, { mode });
      expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'trusted-accounts' } });
      const finding = await made.finding(`20261124T080000Z-${mode}`, mode);
      expect(finding?.refusals).toMatchObject([{ principal: principalKey(STRANGER) }]);
    }
    expect(rowsOf(made)).not.toContain(STRANGER);
  });

  it('but may be given everything else', async () => {
    const made = granted('contractor:{{SessionName}}', 'viewers');
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(rowsOf(made)).toContain(STRANGER);
  });
});

describe('a grant that nobody may have', () => {
  it.each([
    ['a group that a session chooses', { groups: ['system:{{SessionName}}'] }, 'must not hold a template'],
    ['a username that a session chooses', { username: '{{SessionName}}' }, 'begin with a fixed text'],
    ['an invisible character', { groups: ['viewers\u200b'] }, 'invisible'],
    ['a misspelt group', { groups: ['system:master'] }, 'is system:masters meant'],
    [
      'one session',
      { principals: [{ arn: 'arn:aws:sts::111122223333:assumed-role/Developers/alice@example.com' }] },
      'one session of a role',
    ],
  ])('ends the run that reads it from an older revision: %s', async (_, change, words) => {
    const made = bench(OPS_ROW, { grants: [grant({ username: 'ops', ...change })] });
    await expect(visit(made)).rejects.toThrow(words);
    expect(made.door().writes).toBe(0);
  });

  it.each<[string, Partial<DesiredMapping>]>([
    ['a group that a session chooses', { groups: ['system:{{SessionName}}'] }],
    ['NUL in a username', { username: 'a\u0000' }],
    ['a newline in a group', { groups: ['a\nb'] }],
    ['nodes that are masters', { username: NODE, groups: ['system:nodes', 'system:masters'] }],
    ['nodes by a misspelt group', { username: NODE, groups: ['system:node'] }],
    [
      'a user as a node',
      { arn: 'arn:aws:iam::111122223333:user/jane', username: NODE, groups: ['system:nodes'] },
    ],
    ['System:Masters', { groups: ['System:Masters'] }],
  ])('is not written from a task made by hand, whatever it overrides: %s', async (_, change) => {
    const made = bench(OPS_ROW);
    const row: DesiredMapping = { arn: LEAVER, username: 'x', groups: ['viewers'], grants: ['g'], ...change };
    const ops = { arn: OPS, username: 'ops', groups: ['system:masters'], grants: ['ops'] };
    const ended = await visitByHand(made, [ops, row]);
    expect(ended).toMatchObject({ outcome: { kind: 'blocked', reason: 'grant-rules' } });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
  });
});

describe('what looks like a node row', () => {
  const exclusive = { ownership: [{ clusters: {}, mode: 'exclusive' as const }] };
  const planned = async (made: Bench) => {
    await visit(made, { mode: 'plan' });
    const finding = await made.finding(RUN, 'plan');
    return [...(finding?.changeSet.changes ?? []), ...(finding?.withheld ?? [])];
  };

  it.each([
    [
      'a stranger with a group of nodes',
      row('arn:aws:iam::666677778888:role/Backdoor', 'admin', 'system:masters', 'system:bootstrappers'),
    ],
    ['a fixed node name', row(LEAVER, 'system:node:ip-10-0-0-1', 'system:nodes')],
    ['nodes of another account', row('arn:aws:iam::666677778888:role/Nodes', NODE, 'system:nodes')],
  ])('goes under exclusive: %s', async (_, text) => {
    const made = bench(`${OPS_ROW}${text}`, exclusive);
    const gone = (await planned(made)).flatMap((change) => (change.op === 'remove' ? [change.before] : []));
    expect(gone.filter(({ arn }) => text.includes(arn))).toHaveLength(1);
    expect(await made.status()).toMatchObject({ privileged: [{}] });
  });

  it('does not keep a leaver who adds a group of nodes to his own row', async () => {
    const made = bench(`${OPS_ROW}${row(LEAVER, 'leaver', 'viewers', 'system:bootstrappers')}`);
    await made.journal.patchStatus(ONE.arn, { owned: [owned(LEAVER)] });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
  });

  it('is reduced where it is one and carries more, and keeps its nodes', async () => {
    const more = BASE.replace('    - system:nodes\n', '    - system:nodes\n    - system:masters\n');
    const made = bench(OPS_ROW);
    made.door().setAwsAuth({ mapRoles: `${more}${OPS_ROW}` });
    await made.journal.patchStatus(ONE.arn, { owned: [owned(NODES)] });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
  });
});

it('a grant does not take from our role that writes the right to write', async () => {
  const ours = grant({
    name: 'roster-write',
    principals: [{ arn: WRITE }],
    username: 'roster-write',
    groups: ['roster:read'],
  });
  const made = bench(OPS_ROW, { grants: [grant(), ours] });
  const both = BASE.replace('    - roster:write\n', '    - roster:read\n    - roster:write\n');
  made.door().setAwsAuth({ mapRoles: `${both}${OPS_ROW}` });
  expect(await visit(made)).toMatchObject({ outcome: { kind: 'blocked', reason: 'own-access' } });
  expect(rowsOf(made)).toBe(`${both}${OPS_ROW}`);
});

describe('a group that somebody added to our own row', () => {
  it.each(['view', 'system:bootstrappers', 'system:masters', 'roster:write'])(
    '%s is taken away by the grant of that row',
    async (group) => {
      const ours = grant({
        name: 'roster-read',
        principals: [{ arn: READ }],
        username: 'roster-read',
        groups: ['roster:read'],
      });
      const made = bench(OPS_ROW, { grants: [grant(), ours] });
      const more = BASE.replace('    - roster:read\n', `    - roster:read\n    - ${group}\n`);
      made.door().setAwsAuth({ mapRoles: `${more}${OPS_ROW}` });
      expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
      expect(rowsOf(made)).toBe(`${BASE}${OPS_ROW}`);
      made.catalog.store(fleet({ grants: [grant(), ours] }));
      expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({
        outcome: { kind: 'inSync' },
      });
    },
  );
});
