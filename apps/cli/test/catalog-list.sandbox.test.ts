import { describe, expect, it } from 'vitest';
import { clustersFile, DEV, DEV_GRANT, grantsFile, OPS_GRANT } from './fleet.ts';
import { user } from './harness.ts';

const CLUSTERS = clustersFile('one', 'two');
const ONLY_ONE = DEV_GRANT.replace('matchLabels: { env: prod }', 'names: [one]');
const FILES = { 'fleet/c.yaml': CLUSTERS, 'fleet/g.yaml': grantsFile(OPS_GRANT, ONLY_ONE) };

describe('catalog list', () => {
  it('lists clusters, and grants with how many clusters each reaches, their number last', async () => {
    await using ann = await user({ files: FILES });
    await ann.run('catalog', 'push', 'fleet');
    const clusters = await ann.run('catalog', 'list');
    expect(clusters).toMatchObject({ code: 0, stderr: '' });
    expect(clusters.stdout).toBe(
      'one  111122223333  eu-west-1  env=prod\ntwo  111122223333  eu-west-1  env=prod\n2 clusters\n',
    );
    const grants = await ann.run('catalog', 'list', 'grants');
    expect(grants.stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['ops', '2 clusters', 'arn:aws:iam::111122223333:role/Ops', 'ops operators'],
      ['dev', '1 cluster', DEV, 'dev developers'],
      ['2 grants'],
      [''],
    ]);
  });

  it('keeps to the selection, in JSON too', async () => {
    await using ann = await user({ files: FILES });
    await ann.run('catalog', 'push', 'fleet');
    expect(await ann.json('catalog', 'list', 'grants', '--cluster', 'two')).toMatchObject([
      { name: 'ops', reaches: 1, standing: 'desired' },
    ]);
    expect(await ann.json('catalog', 'list', 'clusters', '-f', 'fleet', '--cluster', 'one')).toMatchObject([
      { name: 'one', region: 'eu-west-1', labels: { env: 'prod' } },
    ]);
  });

  it.each([
    [['--cluster', 'tow'], 'did you mean two?'],
    [['-l', 'env=prdo'], 'did you mean prod?'],
    [['-l', 'enw=prod'], 'no cluster has the label enw; labels there are: env (did you mean env?)'],
    [['things'], 'is neither clusters nor grants'],
  ] as const)('%j: what was likely meant', async (argv, meant) => {
    await using ann = await user({ files: FILES });
    await ann.run('catalog', 'push', 'fleet');
    const { code, stderr } = await ann.run('catalog', 'list', ...argv);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(meant) as string });
  });
});

describe('standard input is a file too', () => {
  it('of a push, a list and a diff, beside files', async () => {
    await using ann = await user({ files: FILES, stdin: CLUSTERS });
    expect(await ann.run('catalog', 'list', '-f', '-')).toMatchObject({ code: 0 });
    expect(await ann.run('catalog', 'push', '-', 'fleet/g.yaml')).toMatchObject({ code: 0 });
    expect(await ann.run('catalog', 'diff', '-f', '-')).toMatchObject({ code: 0 });
    const twice = await ann.run('catalog', 'push', '-', '-');
    expect(twice).toMatchObject({ code: 2, stderr: 'roster: -: standard input can be read once\n' });
  });

  it('names it where something is wrong in it', async () => {
    await using ann = await user({ stdin: 'apiVersion: roster/v1\ngrnats: []\n' });
    const { code, stderr } = await ann.run('plan', '-f', '-');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'roster: standard input:2:1: unknown key "grnats"; did you mean "grants"?\n',
    });
  });
});

describe('catalog diff of some of the files', () => {
  it('leaves alone what they do not name, and says so; --prune takes them for the whole fleet', async () => {
    await using ann = await user({ files: FILES });
    await ann.run('catalog', 'push', 'fleet');
    const same = await ann.run('catalog', 'diff', '-f', 'fleet/g.yaml');
    expect(same).toMatchObject({ code: 0, stdout: 'no difference\n' });
    expect(same.stderr).toContain('2 clusters of the catalog are in none of these files, and stay');
    expect(await ann.run('catalog', 'diff', '-f', 'fleet/c.yaml')).toMatchObject({ code: 0 });

    await ann.write('fleet/g.yaml', grantsFile(OPS_GRANT.replace('operators', 'admins')));
    const changed = await ann.run('catalog', 'diff', '-f', 'fleet/g.yaml');
    expect(changed).toMatchObject({ code: 1 });
    expect(changed.stdout).toContain('~ grant ops: groups');
    expect(changed.stdout).not.toContain('grant dev');
    expect(changed.stdout).not.toContain('left the catalog');

    const pruned = await ann.run('catalog', 'diff', '--prune', '-f', 'fleet/g.yaml');
    expect(pruned).toMatchObject({ code: 1 });
    expect(pruned.stdout).toContain('- grant dev');
    expect(pruned.stdout).toContain('2 clusters left the catalog');
    expect(await ann.run('catalog', 'diff', '--prune')).toMatchObject({ code: 2 });
    expect(await ann.run('catalog', 'diff', '-f', 'fleet', '--to', '1')).toMatchObject({ code: 2 });
  });
});
