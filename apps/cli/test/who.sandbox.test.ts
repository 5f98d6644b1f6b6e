import type { RunHeader } from '@roster/reconcile';
import { describe, expect, it } from 'vitest';
import { makeTables, STORE } from './deployed.ts';
import { ACCOUNT, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { together, user } from './harness.ts';
import { begin } from './process.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
/** Keys that AWS has never given out. */
const REFUSED = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'nobody' };
const NONE = {
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  AWS_CONFIG_FILE: '/nonexistent',
};

const identities = (calls: Readonly<Record<string, number>>) => calls['sts:GetCallerIdentity'] ?? 0;

async function local(env: Readonly<Record<string, string>> = {}) {
  const sandbox = await startClusters([{ name: 'one' }]);
  return together(sandbox, await user({ sandbox, files: FILES, env }));
}

/** A store that others share; each command is a process of its own, with these settings of AWS besides. */
async function shared() {
  const sandbox = await startClusters([{ name: 'one' }], { dynamodb: true });
  (await makeTables(sandbox)).destroy();
  const ann = await user({ files: FILES });
  const roster = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    begin(argv, { folder: ann.folder, env: { ...sandbox.env, ROSTER_STORE: STORE, ...env } }).ended;
  const json = async (...argv: readonly string[]) =>
    JSON.parse((await roster([...argv, '-o', 'json'])).stdout) as unknown;
  return { ...together(sandbox, ann), roster, json };
}

describe('who did it, on the local store', () => {
  it('is user@host for a push, a hold and a release, which ask no AWS', async () => {
    await using made = await local(NONE);
    expect(await made.ann.run('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
    expect(await made.ann.run('hold', 'one', '--reason', 'audit')).toMatchObject({ code: 0 });
    expect(await made.ann.json('status')).toMatchObject({ attention: [{ hold: { by: 'ann@laptop' } }] });
    expect(await made.ann.run('release', 'one')).toMatchObject({ code: 0 });
    const [status] = await made.ann.inStore(({ journal }) => journal.listStatus());
    expect(status).toMatchObject({ released: { by: 'ann@laptop' } });
    expect(await made.ann.json('catalog', 'revisions')).toMatchObject([{ who: 'ann@laptop' }]);
    expect(made.sandbox.calls()).toEqual({});
  });

  it.each(['plan', 'apply', 'verify'])('is the ARN that AWS knows for %s, asked once', async (mode) => {
    await using made = await local();
    await made.ann.run('catalog', 'push', 'fleet');
    expect(await made.ann.json(mode)).toMatchObject({ who: ANN, mode });
    expect(identities(made.sandbox.calls())).toBe(1);
    expect((await made.ann.run('runs', 'list')).stdout).toContain(`by ${ANN}`);
    expect((await made.ann.run('runs', 'show')).stdout).toContain(`by ${ANN}`);
  });
});

it('who did it, on a shared store, is the ARN that AWS knows, asked once a command', async () => {
  await using made = await shared();
  const once = async (...argv: readonly string[]) => {
    made.sandbox.resetCalls();
    expect(await made.roster(argv)).toMatchObject({ code: 0 });
    expect([argv[0], identities(made.sandbox.calls())]).toEqual([argv[0], 1]);
  };
  await once('catalog', 'push', 'fleet');
  await once('hold', 'one', '--reason', 'audit');
  expect(await made.json('status')).toMatchObject({ attention: [{ hold: { by: ANN } }] });
  await once('release', 'one');
  await once('apply');
  await once('catalog', 'rollback', '1');
  expect(await made.json('catalog', 'revisions')).toMatchObject([{ n: 2, who: ANN }, { who: ANN }]);
  expect(await made.json('runs', 'show')).toMatchObject({ who: ANN });
});

describe('credentials that AWS refuses, or that are not there, end before anything is opened (2)', () => {
  it.each([
    ['refused', REFUSED],
    ['none', NONE],
  ])('%s: a local run visits nothing and records nothing', async (_, env) => {
    await using made = await local(env);
    await made.ann.run('catalog', 'push', 'fleet');
    for (const mode of ['plan', 'apply', 'verify']) {
      const ran = await made.ann.run(mode);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('Nothing was started');
    }
    expect(await made.ann.json('runs', 'list')).toEqual([]);
    expect(await made.ann.json('status')).toMatchObject({ lease: null, unseen: 1, attention: [] });
    const { 'sts:GetCallerIdentity': asked = 0, ...others } = made.sandbox.calls();
    expect(asked).toBe(env === NONE ? 0 : 3);
    expect(others).toEqual({});
  });

  it('on a shared store nothing is read, stored, held or released', async () => {
    await using made = await shared();
    expect(await made.roster(['catalog', 'push', 'fleet'])).toMatchObject({ code: 0 });
    made.sandbox.resetCalls();
    for (const argv of [
      ['catalog', 'push', 'fleet'],
      ['catalog', 'rollback', '1'],
      ['plan'],
      ['apply'],
      ['hold', 'one', '--reason', 'x'],
      ['release', 'one'],
    ]) {
      const ran = await made.roster(argv, REFUSED);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('sts:GetCallerIdentity');
    }
    expect(Object.keys(made.sandbox.calls())).toEqual(['sts:GetCallerIdentity']);
    expect(await made.json('catalog', 'revisions')).toHaveLength(1);
  });
});

describe('--change', () => {
  it('is kept with the push and the run, and shown', async () => {
    await using made = await local();
    await made.ann.run('catalog', 'push', 'fleet', '--change', 'OPS-1 first');
    expect(await made.ann.json('catalog', 'revisions')).toMatchObject([{ change: 'OPS-1 first' }]);
    expect((await made.ann.run('catalog', 'revisions')).stdout).toContain('OPS-1 first');
    await made.ann.run('catalog', 'rollback', '1', '--change', 'OPS-2');
    expect(await made.ann.json('catalog', 'revisions')).toMatchObject([{ change: 'OPS-2' }, {}]);
    for (const mode of ['plan', 'apply', 'verify']) {
      expect(await made.ann.json(mode, '--change', `OPS-${mode}`)).toMatchObject({ change: `OPS-${mode}` });
      const [header] = (await made.ann.json('runs', 'list')) as readonly RunHeader[];
      expect(header).toMatchObject({ mode, change: `OPS-${mode}` });
      expect((await made.ann.run('runs', 'list')).stdout).toContain(`OPS-${mode}`);
      expect((await made.ann.run('runs', 'show')).stdout).toContain(`change OPS-${mode}`);
    }
  });

  it.each([
    ['empty', ' '],
    ['too long', 'x'.repeat(201)],
    ['two lines', 'OPS-1\nroot'],
    ['an escape', 'OPS-1\u001b[2J'],
  ])('is refused: %s', async (_, text) => {
    await using ann = await user({ files: FILES });
    for (const argv of [['catalog', 'push', 'fleet'], ['catalog', 'rollback', '1'], ['plan'], ['apply']]) {
      const ran = await ann.run(...argv, '--change', text);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('--change');
    }
    expect(await ann.json('catalog', 'revisions')).toEqual([]);
  });
});
