import { clusterArn } from '@roster/access';
import { startSandbox } from '@roster/sandbox';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { together, user } from './harness.ts';

const [FIRST, SECOND] = ['111122223333', '444455556666'];
const roleIn = (account: string) => `arn:aws:iam::${account}:role/RosterRead`;
const BOTH = [
  ...['--account', `${FIRST},${SECOND}`, '--role', 'arn:aws:iam::{account}:role/RosterRead'],
  ...['--region', 'eu-west-1,us-east-1'],
];
const OUT = ['--out', 'clusters.yaml'];
const ENV = ['--label', 'env'];
const arn = (name: string, account: string, region: string) => clusterArn({ name, account, region });

/** Four clusters in two accounts and two Regions, and a file that has them all. */
async function discovered({ roles = [FIRST, SECOND] }: { readonly roles?: readonly string[] } = {}) {
  const sandbox = await startSandbox({
    caller: 'arn:aws:iam::999999999999:user/ann',
    principals: roles.map((account) => ({ arn: roleIn(account) })),
    clusters: [
      { name: 'a', account: FIRST, region: 'eu-west-1', tags: { env: 'prod', team: 'payments' } },
      { name: 'b', account: FIRST, region: 'us-east-1', tags: { env: 'dev' } },
      { name: 'c', account: SECOND, region: 'eu-west-1', tags: { env: 'prod', 'cost:team': 'web' } },
      { name: 'd', account: SECOND, region: 'us-east-1', tags: { owner: 'ann@example.com' } },
    ],
    dynamodb: false,
  });
  const ann = await user({ sandbox });
  return { ...together(sandbox, ann), text: () => ann.read('clusters.yaml') };
}

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXPIRED', AWS_SECRET_ACCESS_KEY: 'wrong' };

describe('discover --out never writes less than it could see', () => {
  it('a cluster that cannot be described stays as it was, is named, and the exit code is 3', async () => {
    await using made = await discovered();
    expect(await made.ann.run('discover', ...BOTH, ...ENV, ...OUT)).toMatchObject({ code: 0, stdout: '' });
    const before = await made.text();
    expect(before.match(/name: /g)).toHaveLength(4);
    made.sandbox.cluster(arn('c', SECOND, 'eu-west-1')).setFaults({ describe: 'denied' });
    const ran = await made.ann.run('discover', ...BOTH, ...ENV, ...OUT);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(`not looked at: ${SECOND} eu-west-1 c: `);
    expect(ran.stderr).toContain(
      `1 cluster not looked at, kept in clusters.yaml as before: c (${SECOND}, eu-west-1)`,
    );
    expect(await made.text()).toBe(before);
  });

  it('credentials that are refused leave the file as it is', async () => {
    await using made = await discovered();
    await made.ann.run('discover', ...BOTH, ...ENV, ...OUT);
    const before = await made.text();
    await using expired = await user({
      sandbox: made.sandbox,
      env: KEYS,
      files: { 'clusters.yaml': before },
    });
    const ran = await expired.run('discover', '--region', 'eu-west-1', ...ENV, ...OUT);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('AWS does not know these keys');
    expect(await expired.read('clusters.yaml')).toBe(before);
  });

  it('credentials that are refused write no file without clusters', async () => {
    await using made = await discovered();
    await using expired = await user({ sandbox: made.sandbox, env: KEYS });
    expect(await expired.run('discover', '--region', 'eu-west-1', ...OUT)).toMatchObject({ code: 2 });
    expect(await expired.run('discover', '--region', 'eu-west-1')).toMatchObject({ code: 2, stdout: '' });
    expect(await readdir(expired.folder)).toEqual([]);
  });

  it('an account that does not let us in stays; the other one is written anew', async () => {
    await using made = await discovered({ roles: [FIRST] });
    await using bob = await user({ sandbox: made.sandbox });
    await using all = await discovered();
    await all.ann.run('discover', ...BOTH, ...ENV, ...OUT);
    await bob.write('clusters.yaml', (await all.text()).replace('name: a\n', 'name: gone\n'));
    const ran = await bob.run('discover', ...BOTH, ...ENV, ...OUT);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(`not looked at: ${SECOND} eu-west-1: `);
    expect(ran.stderr).toContain('2 clusters not looked at, kept in clusters.yaml');
    expect(ran.stderr).toContain(
      `1 cluster that EKS lists no more, taken out of clusters.yaml: gone (${FIRST}, eu-west-1)`,
    );
    expect(await bob.read('clusters.yaml')).toBe(await all.text());
  });

  it('Regions and accounts that are not asked for stay too', async () => {
    await using made = await discovered();
    await made.ann.run('discover', ...BOTH, ...ENV, ...OUT);
    const before = await made.text();
    const one = ['--role', roleIn(FIRST), '--region', 'eu-west-1'];
    const ran = await made.ann.run('discover', ...one, ...ENV, ...OUT);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('3 clusters not looked at, kept in clusters.yaml');
    expect(await made.text()).toBe(before);
  });

  it('leaves nothing beside the file, and writes through a link', async () => {
    await using made = await discovered();
    await made.ann.write('fleet/real.yaml', '');
    await made.ann.run('discover', ...BOTH, ...ENV, ...OUT);
    await made.ann.write('fleet/real.yaml', (await made.text()).replace('prod', 'old'));
    await symlink(path.join(made.ann.folder, 'fleet/real.yaml'), path.join(made.ann.folder, 'link.yaml'));
    expect(await made.ann.run('discover', ...BOTH, ...ENV, '--out', 'link.yaml')).toMatchObject({ code: 0 });
    expect(await made.ann.read('fleet/real.yaml')).toBe(await made.text());
    expect((await readdir(made.ann.folder)).toSorted()).toEqual(['clusters.yaml', 'fleet', 'link.yaml']);
  });
});

describe('discover --out refuses, before it asks AWS for anything,', () => {
  it.each([
    [
      'a file that it did not write',
      'apiVersion: roster/v1\nclusters: []\n',
      'was not written by roster discover',
    ],
    ['a file that cannot be read', undefined, 'clusters.yaml'],
    ['an empty file', '', 'was not written by roster discover'],
  ])('%s', async (_, text, message) => {
    await using made = await discovered();
    if (text === undefined) await mkdir(path.join(made.ann.folder, 'clusters.yaml'));
    else await made.ann.write('clusters.yaml', text);
    const ran = await made.ann.run('discover', ...BOTH, ...OUT);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    if (text !== undefined) expect(await made.text()).toBe(text);
    expect(made.sandbox.calls()).toEqual({});
  });

  it('a file whose labels an option was forgotten for', async () => {
    await using made = await discovered();
    await made.ann.run('discover', ...BOTH, ...ENV, ...OUT);
    const before = await made.text();
    const ran = await made.ann.run('discover', ...BOTH, ...OUT);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('has the labels env, and would lose them: name them again (--label env)');
    expect(await made.text()).toBe(before);
  });
});

describe('labels from tags', () => {
  it('without --label none; the tags are listed with how many clusters have them', async () => {
    await using made = await discovered();
    const ran = await made.ann.run('discover', ...BOTH);
    expect(ran.code).toBe(0);
    expect(ran.stdout).not.toContain('labels');
    expect(ran.stderr).toContain('No tag becomes a label unless --label names it, such as --label env.');
    expect(ran.stderr).toMatch(/ {2}env +3 clusters +dev, prod\n/);
    expect(ran.stderr).toMatch(/ {2}cost:team +1 cluster +web\n/);
    expect(await made.ann.json('discover', ...BOTH)).toMatchObject({
      tags: [{ tag: 'env', clusters: 3, examples: ['dev', 'prod'] }, { tag: 'cost:team' }, {}, {}],
      unseen: [],
    });
  });

  it('those that are named, under another name too; a value that is none is left out and told', async () => {
    await using made = await discovered();
    const labels = ['--label', 'env', '--label', 'team=cost:team', '--label', 'owner', '--label', 'nowhere'];
    const ran = await made.ann.run('discover', ...BOTH, ...labels, ...OUT);
    expect(ran.code).toBe(0);
    const text = await made.text();
    expect(text.match(/env: /g)).toHaveLength(3);
    expect(text).toContain('team: web');
    expect(text).not.toContain('payments');
    expect(text).not.toContain('owner');
    expect(ran.stderr).toContain(
      'warning: 1 cluster without the label owner (d): no label can have a value such as "ann@example.com"',
    );
    expect(ran.stderr).toContain('warning: no cluster has the tag nowhere');
  });

  it('where nothing could be looked at, nothing is said of tags', async () => {
    await using made = await discovered();
    const role = ['--account', '999900001111', '--role', 'arn:aws:iam::{account}:role/None'];
    const ran = await made.ann.run('discover', '--region', 'eu-west-1', ...role, '--label', 'env');
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain('not looked at: 999900001111 eu-west-1');
    expect(ran.stderr).not.toContain('no cluster has the tag');
  });

  it('reserved names are no label, whoever sets them as tags', async () => {
    await using sandbox = await startSandbox({
      caller: `arn:aws:iam::${FIRST}:user/ann`,
      clusters: [{ name: 'a', account: FIRST, region: 'eu-west-1', tags: { constructor: 'x', env: 'prod' } }],
      dynamodb: false,
    });
    await using ann = await user({ sandbox });
    const ran = await ann.run('discover', '--region', 'eu-west-1', ...OUT);
    expect(ran.stderr).toContain('warning: 1 cluster with a tag constructor, which can be no label');
    expect(await ann.run('catalog', 'push', 'clusters.yaml')).toMatchObject({ code: 0 });
    for (const name of ['constructor', '__proto__', 'prototype', 'a b', 'aws:x', 'x=']) {
      const refused = await ann.run('discover', '--region', 'eu-west-1', '--label', name);
      expect(refused, name).toMatchObject({ code: 2, stdout: '' });
    }
  });
});
