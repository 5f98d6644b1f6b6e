import type { Sandbox } from '@roster/sandbox';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { arnOf, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { user } from './harness.ts';
import { begin } from './process.ts';

const NAMES = Array.from({ length: 60 }, (_, index) => `c-${String(index).padStart(2, '0')}`);
const FILES = { 'fleet/clusters.yaml': clustersFile(...NAMES), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };

interface Report {
  readonly state: string;
  readonly error: string;
  readonly message: string;
  readonly results: readonly { readonly cluster: string; readonly outcome: string }[];
}

/** A fleet that stands in the local store, and a user whose commands are processes of their own. */
async function stored(names = NAMES, wait?: () => Promise<void>) {
  const faults = wait === undefined ? {} : { faults: { slowMs: 1 } };
  const sandbox = await startClusters(
    names.map((name) => ({ name, ...faults })),
    wait === undefined ? {} : { wait },
  );
  const ann = await user({ files: FILES });
  const roster = (argv: readonly string[], fileLimit?: number) =>
    begin(argv, { folder: ann.folder, env: sandbox.env, ...(fileLimit === undefined ? {} : { fileLimit }) });
  expect(await roster(['catalog', 'push', 'fleet']).ended).toMatchObject({ code: 0 });
  const report = async (...argv: readonly string[]) =>
    JSON.parse((await roster([...argv, '-o', 'json']).ended).stdout) as Report;
  return {
    ...{ sandbox, ann, roster, report },
    [Symbol.asyncDispose]: async () => {
      await ann[Symbol.asyncDispose]();
      await sandbox.stop();
    },
  };
}

const written = (sandbox: Sandbox, names = NAMES): readonly string[] =>
  names.filter((name) => sandbox.cluster(arnOf(name)).awsAuth()?.['mapRoles']?.includes('Ops') === true);

describe('a disk that is full', () => {
  it('ends the run at once with what failed, writes to no cluster without its snapshot, and is told by the next command', async () => {
    await using made = await stored();
    const { roster, report, sandbox } = made;
    // Room for the tasks, and for some of the writes.
    const run = await roster(['apply', '--concurrency', '1'], 260).ended;
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toMatch(
      /roster: the local store in \S+ cannot be written: .*(?:File too large|EFBIG)/,
    );
    expect(run.stderr).toMatch(/free space there.*run it again/);
    const changed = written(sandbox);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(NAMES.length);

    const shown = await roster(['runs', 'show']).ended;
    expect(shown.stderr).toMatch(/run \S+ \(apply\) is closed now, and its lease is free: the local store/);
    expect(shown.stdout).toMatch(
      /ended before its end: journal\n {4}the local store in \S+ cannot be written/,
    );
    expect((await roster(['runs']).ended).stdout).toMatch(/failed: journal .*the local store in/);
    expect((await roster(['status']).ended).stdout).toMatch(/\(failed: journal\)[^]*cannot be written/);
    const told = await report('runs', 'show');
    expect(told).toMatchObject({ state: 'failed', error: 'journal' });

    expect(await inStoreOf(made.ann.folder, changed)).toEqual(changed);
    expect(await roster(['apply']).ended).toMatchObject({ code: 0 });
    expect(written(sandbox)).toEqual(NAMES);
  });
});

/** The clusters of which the local store of that user has a snapshot. */
async function inStoreOf(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const { openEmbedded, EMBEDDED_PREFIX } = await import('@roster/catalog/embedded');
  const { createJournal } = await import('@roster/catalog');
  const store = await openEmbedded({ folder: path.join(folder, 'none', 'roster') });
  const journal = createJournal({ client: store.client, name: `${EMBEDDED_PREFIX}-journal` });
  const found = [];
  for (const name of names) if ((await journal.listWrites(arnOf(name), 1)).length > 0) found.push(name);
  await store.close();
  return found;
}

describe('a store that is deleted while a run goes on', () => {
  it('ends the run at once, and no cluster is written to after it', async () => {
    let deleted = (): Promise<void> => Promise.resolve();
    await using made = await stored(NAMES.slice(0, 30), () => deleted());
    const { roster, sandbox, ann } = made;
    let writtenThen: readonly string[] | undefined;
    deleted = async () => {
      const now = written(sandbox, NAMES.slice(0, 30));
      if (now.length === 0 || writtenThen !== undefined) return;
      writtenThen = now;
      await rm(path.join(ann.folder, 'none', 'roster', 'store'), { recursive: true });
    };
    const run = await roster(['apply', '--concurrency', '1']).ended;
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(
      /the local store in \S+ was deleted or replaced while it was open: run it again/,
    );
    expect(writtenThen?.length).toBeGreaterThan(0);
    // Those of the shard that was at work: the next one is not begun.
    expect(written(sandbox, NAMES.slice(0, 30)).length).toBeLessThanOrEqual(25);
  });
});

describe('a run whose process was killed', () => {
  it.each(['apply', 'plan'])('%s: the next command says so, in text and JSON', async (mode) => {
    const reached = Promise.withResolvers<undefined>();
    let holds = true;
    await using made = await stored(['c-00'], () => {
      if (!holds) return Promise.resolve();
      reached.resolve(undefined);
      return new Promise(() => undefined);
    });
    const { roster, report } = made;
    const first = roster([mode, '--cluster', 'c-00']);
    await reached.promise;
    first.kill('SIGKILL');
    await first.ended;
    holds = false;
    const said = /it ended without closing: the process \d+ on \S+ that ran it is gone/;
    const status = await roster(['status']).ended;
    expect(status.stderr).toMatch(said);
    if (mode === 'apply') expect(status.stdout).toMatch(said);
    const shown = await roster(['runs', 'show']).ended;
    expect(shown.stdout).toMatch(said);
    expect(shown.stderr).not.toMatch(said);
    const message = expect.stringMatching(said) as string;
    expect(await report('runs', 'show')).toMatchObject({ state: 'failed', error: 'Aborted', message });
  });
});
