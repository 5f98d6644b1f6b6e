import { describe, expect, it } from 'vitest';
import {
  arnOf,
  BASE,
  clustersFile,
  DEV,
  DEV_GRANT,
  FOREIGN,
  grantsFile,
  OPS,
  OPS_GRANT,
  startClusters,
} from './fleet.ts';
import { together, user, type User } from './harness.ts';

const EXCLUSIVE = 'ownership:\n  - { clusters: {}, mode: exclusive }\n';
const FILES = {
  'clusters.yaml': clustersFile('one'),
  'alpha.yaml': grantsFile(OPS_GRANT),
  'beta.yaml': grantsFile(DEV_GRANT),
};
const ALPHA = ['-f', 'clusters.yaml', '-f', 'alpha.yaml'];
const BETA = ['-f', 'clusters.yaml', '-f', 'beta.yaml'];

async function oneCluster(rows = '') {
  const sandbox = await startClusters([{ name: 'one', awsAuth: { mapRoles: BASE + rows } }]);
  const ann = await user({ sandbox, files: FILES });
  const one = sandbox.cluster(arnOf('one'));
  return { ...together(sandbox, ann), rows: () => one.awsAuth()?.['mapRoles'] ?? '', one };
}

describe('apply -f of one file after another', () => {
  it('keeps what the other file granted, and lists it; --prune removes it', async () => {
    await using made = await oneCluster();
    expect(await made.ann.run('apply', ...ALPHA)).toMatchObject({ code: 0 });
    expect(made.rows()).toContain(OPS);

    const second = await made.ann.run('apply', ...BETA);
    expect(second).toMatchObject({ code: 0 });
    expect(made.rows()).toContain(OPS);
    expect(made.rows()).toContain(DEV);
    expect(second.stdout).toContain('Kept, because the files do not ask for it: 1 row (--prune removes it)');
    expect(second.stdout).toMatch(new RegExp(`${OPS} +granted by ops\\n +on one `));

    expect(await made.ann.json('plan', ...BETA)).toMatchObject({
      ...{ preview: true, counts: { inSync: 1 }, rows: { kept: 1, remove: 0 } },
      results: [{ kept: [{ arn: OPS, grants: ['ops'] }] }],
    });
    expect(await made.ann.json('plan', ...BETA, '--prune')).toMatchObject({
      ...{ counts: { drifted: 1 }, rows: { kept: 0, remove: 1 } },
    });

    // A slip in a file is no removal either: what its grant gave before stays.
    await made.ann.write('alpha.yaml', grantsFile(OPS_GRANT.replace(OPS, `${OPS}2`)));
    expect(await made.ann.run('apply', ...ALPHA)).toMatchObject({ code: 0 });
    expect(made.rows()).toContain(`${OPS}\n`);
    expect(made.rows()).toContain(`${OPS}2`);
    expect(made.rows()).toContain(DEV);
  });

  it('with --prune removes what the files do not ask for', async () => {
    await using made = await oneCluster();
    await made.ann.run('apply', ...ALPHA);
    const pruned = await made.ann.json('apply', ...BETA, '--prune');
    expect(pruned).toMatchObject({
      ...{ counts: { changed: 1 }, rows: { add: 1, remove: 1, kept: 0, withheld: 0 } },
      results: [{ outcome: 'changed', changes: [{ op: 'add' }, { op: 'remove', grants: ['ops'] }] }],
    });
    expect(made.rows()).toContain(DEV);
    expect(made.rows()).not.toContain(OPS);
    expect(made.rows().startsWith(BASE)).toBe(true);
    expect(await made.ann.json('plan', ...BETA, '--prune')).toMatchObject({ counts: { inSync: 1 } });
  });

  it('with --prune removes many only once somebody has decided it, by their number', async () => {
    await using made = await oneCluster();
    const grants = Array.from({ length: 7 }, (_, index) =>
      OPS_GRANT.replace('name: ops', `name: ops${index}`).replace(OPS, `${OPS}${index}`),
    );
    await made.ann.write('alpha.yaml', grantsFile(...grants));
    expect(await made.ann.run('apply', ...ALPHA)).toMatchObject({ code: 0 });
    expect(made.rows()).toContain(`${OPS}6`);

    const refused = await made.ann.run('apply', ...BETA, '--prune');
    expect(refused).toMatchObject({ code: 3 });
    expect(refused.stdout).toContain('-f FILE… --prune --expect-removals 7');
    expect(made.rows()).toContain(`${OPS}6`);
    expect(made.rows()).toContain(DEV);
    expect(await made.ann.run('apply', ...BETA, '--prune', '--expect-removals', '6')).toMatchObject({
      code: 2,
    });
    expect(await made.ann.run('apply', ...BETA, '--prune', '--expect-removals', '7')).toMatchObject({
      code: 0,
    });
    expect(made.rows()).not.toContain(OPS);
  });

  it('removes no foreign row of a cluster that the files make exclusive', async () => {
    await using made = await oneCluster(FOREIGN);
    await made.ann.write('alpha.yaml', grantsFile(OPS_GRANT) + EXCLUSIVE);
    const applied = await made.ann.json('apply', ...ALPHA);
    // Roster's own two rows are none of it: nothing removes them.
    expect(applied).toMatchObject({ rows: { remove: 0, kept: 1 }, results: [{ outcome: 'changed' }] });
    expect(made.rows()).toContain('CiDeploy');
  });

  it('refuses --prune without -f', async () => {
    await using made = await oneCluster();
    const ran = await made.ann.run('apply', '--prune');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--prune is about the files of -f');
    expect(await made.ann.run('verify', ...ALPHA, '--prune')).toMatchObject({ code: 2, stdout: '' });
  });
});

/** The items of STATUS as the table holds them. */
const statusOf = (ann: User): Promise<unknown> =>
  ann.inStore(({ dynamodb, journalTable }) =>
    dynamodb.query({
      TableName: journalTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'STATUS' } },
    }),
  );

describe('plan -f and verify -f', () => {
  it('leave what is known of the fleet as it is, byte for byte', async () => {
    await using made = await oneCluster(FOREIGN);
    await made.ann.run('catalog', 'push', 'clusters.yaml', 'alpha.yaml');
    await made.ann.run('apply');
    const before = JSON.stringify(await statusOf(made.ann));
    const told = await made.ann.json('status');
    expect(before).toContain('changed');

    const plan = await made.ann.run('plan', ...BETA, '--prune');
    expect(plan).toMatchObject({ code: 1 });
    expect(plan.stdout).toContain('preview of files: roster status does not change');
    expect(await made.ann.run('plan', ...BETA)).toMatchObject({ code: 1 });
    made.one.setFaults({ unreachable: true });
    await made.ann.run('verify', ...BETA);
    expect(JSON.stringify(await statusOf(made.ann))).toBe(before);
    expect(await made.ann.json('status')).toEqual(told);
  });

  it('write no first status either; apply -f writes one', async () => {
    await using made = await oneCluster();
    await made.ann.run('plan', ...ALPHA);
    await made.ann.run('verify', ...ALPHA);
    expect((await made.ann.run('runs')).stdout).toMatch(/verify \(preview\)[^]*plan \(preview\)/);
    expect(await statusOf(made.ann)).toMatchObject({ Items: [] });
    await made.ann.run('apply', ...ALPHA);
    expect(await statusOf(made.ann)).toMatchObject({ Items: [{ kind: { S: 'changed' } }] });
  });

  it('a plan of the stored catalog does touch it', async () => {
    await using made = await oneCluster();
    await made.ann.run('catalog', 'push', 'clusters.yaml', 'alpha.yaml');
    expect(await made.ann.json('plan')).toMatchObject({ preview: false, counts: { drifted: 1 } });
    expect(await statusOf(made.ann)).toMatchObject({ Items: [{ kind: { S: 'drifted' } }] });
  });
});
