import { kubectl } from '@roster/control-plane/programs';
import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concurrently } from '../src/report/concurrently.ts';
import { arnOf, READ, REGION, startClusters } from './fleet.ts';
import { user, type User } from './harness.ts';
import { EMPTY_KUBECONFIGS, oddKubeconfig, YAML_1_1_WORDS } from './odd-kubeconfigs.ts';

// The real kubectl is the judge: it reads every file before and after the command. No cluster is called.
const FILES = 60;
const WORDS = YAML_1_1_WORDS.filter((word) => /^[0-9A-Za-z][\w-]*$/.test(word));

interface Named {
  readonly name: string;
}
interface Config {
  readonly clusters: readonly (Named & { readonly cluster: object })[] | null;
  readonly contexts: readonly (Named & { readonly context: object })[] | null;
  readonly users: readonly (Named & { readonly user: { readonly exec?: object } })[] | null;
  readonly 'current-context': string;
}
const LISTS = ['clusters', 'contexts', 'users'] as const;

let program: string;
let folder: string;
beforeAll(async () => {
  program = await kubectl();
  folder = await mkdtemp(path.join(tmpdir(), 'roster-kubectl-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function view(file: string): Promise<Config> {
  const args = ['config', 'view', '--raw', '-o', 'json', '--kubeconfig', file];
  const { stdout } = await promisify(execFile)(program, args, { env: { HOME: folder } });
  return JSON.parse(stdout) as Config;
}

/** What of a list stands there besides our entries. */
const others = (list: readonly Named[] | null, ours: ReadonlySet<string>) =>
  (list ?? []).filter(({ name }) => !ours.has(name));

/** Adds clusters to the file as a user does, and holds what kubectl reads of it against what it read before. */
async function added(ann: User, text: string, index: number): Promise<void> {
  const name = `file-${String(index)}`;
  const file = path.join(ann.folder, name);
  await writeFile(file, text);
  const before = await view(file);
  const clusters = [WORDS[index % WORDS.length] ?? '', WORDS[(index * 7 + 1) % WORDS.length] ?? ''];
  const alias = `ours ${YAML_1_1_WORDS[index % YAML_1_1_WORDS.length] ?? ''}`;
  const several = ['--kubeconfig', name, ...clusters.flatMap((cluster) => ['--cluster', cluster])];
  const one = ['--kubeconfig', name, '--cluster', clusters[0] ?? '', '--alias', alias, '-n', 'y'];
  for (const args of [several, one]) {
    const ran = await ann.run('kubeconfig', '--region', REGION, '--role', READ, ...args);
    expect(ran, text).toMatchObject({ code: 0 });
  }
  const after = await view(file);
  const entries = [...new Set(clusters)].map((cluster) => `roster/${arnOf(cluster)}`);
  const ours = new Set([...entries, alias]);
  for (const list of LISTS) {
    const wanted = list === 'contexts' ? [...entries, alias] : entries;
    expect(others(after[list], ours), text).toEqual(others(before[list], ours));
    expect(
      (after[list] ?? []).map((item) => item.name).filter((item) => ours.has(item)),
      text,
    ).toEqual(wanted.toSorted());
  }
  const [entry = ''] = entries;
  expect(after.contexts?.find((item) => item.name === alias)?.context).toEqual({
    ...{ cluster: entry, user: entry, namespace: 'y' },
  });
  expect(after.users?.find((item) => item.name === entry)?.user.exec).toMatchObject({
    args: [expect.any(String), 'token', '--cluster', clusters[0], '--region', REGION, '--role', READ],
  });
  expect(after['current-context']).toBe(before['current-context'] || entries[0]);
  const written = await readFile(file, 'utf8');
  expect(await ann.run('kubeconfig', '--region', REGION, '--role', READ, ...one)).toMatchObject({ code: 0 });
  expect(await readFile(file, 'utf8'), 'a second time').toBe(written);
}

describe('kubectl', () => {
  it('reads every kubeconfig that Roster has written to, and no entry of others has changed', async () => {
    await using sandbox = await startClusters(WORDS.map((name) => ({ name })));
    await using ann = await user({ sandbox });
    const made = fc.sample(oddKubeconfig, { seed: 12, numRuns: FILES });
    await concurrently(
      [...EMPTY_KUBECONFIGS, ...made].map((text, index) => ({ text, index })),
      4,
      ({ text, index }) => added(ann, text, index),
    );
  });

  it.each([
    ['kind: Pod', 'is no kubeconfig'],
    ['- a', 'is no kubeconfig'],
    ['a: [', 'cannot be read as YAML'],
    ['clusters: {a: b}', 'its clusters are no list'],
    ['clusters: [a]', 'one of its clusters is no map'],
    ['clusters: [{name: 1_27}]', 'needs quotes'],
    ['users: [{name: a}, {name: a}]', 'two of its users have the name'],
    ['current-context: 1', 'its current-context needs quotes'],
    ['...\n', 'cannot be read as YAML'],
  ])('refuses, as Roster does, to read %j', async (text, why) => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox, files: { config: text } });
    await expect(view(path.join(ann.folder, 'config'))).rejects.toThrow('error loading config file');
    const ran = await ann.run('kubeconfig', '--cluster', 'one', '--region', REGION, '--kubeconfig', 'config');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(why) as string });
    expect(await ann.read('config')).toBe(text);
  });

  it('reads the first of two documents and loses the other, so Roster refuses both', async () => {
    await using ann = await user({ files: { config: 'current-context: a\n---\ncurrent-context: b\n' } });
    expect(await view(path.join(ann.folder, 'config'))).toMatchObject({ 'current-context': 'a' });
    await promisify(execFile)(program, [
      'config',
      'set-context',
      'c',
      '--kubeconfig',
      path.join(ann.folder, 'config'),
    ]);
    expect(await ann.read('config')).not.toContain('current-context: b');
  });
});
