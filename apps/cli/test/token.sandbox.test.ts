import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { arnOf, READ, REGION, startClusters } from './fleet.ts';
import { user } from './harness.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');
/** Tells every module that is loaded, a line each on stderr. */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  import { writeSync } from 'node:fs';
  registerHooks({ load: (url, context, next) => (writeSync(2, url + '\\n'), next(url, context)) });
`)}`;
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

// kubectl waits for this command again and again: what it loads is nearly all of the time that it takes.
it('roster token loads no client of AWS, no HTTP, no schema and no reader, with keys in the environment', async () => {
  const args = ['--import', TELL, SCRIPT, 'token', '--cluster', 'one', '--region', 'eu-west-1'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env: KEYS });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'ExecCredential' });
  const loaded = stderr.trim().split('\n');
  expect(loaded.some((url) => url.endsWith('/commands/token.ts'))).toBe(true);
  const heavy = /@aws-sdk|\/zod\/|^node:https?$|workflow\/src\/index|access\/src\/index|reconcile\/src/;
  expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  expect(loaded.length).toBeLessThan(80);
});

describe('roster token', () => {
  it.each(['v1', 'v1beta1'])('answers in the version that kubectl asks for: %s', async (version) => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    const apiVersion = `client.authentication.k8s.io/${version}`;
    const asked = { kind: 'ExecCredential', apiVersion, spec: { interactive: false } };
    await using ann = await user({ sandbox, env: { KUBERNETES_EXEC_INFO: JSON.stringify(asked) } });
    sandbox.resetCalls();
    const ran = await ann.run('token', '--cluster', 'one', '--region', REGION, '--role', READ);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const status = { token: expect.stringMatching(/^k8s-aws-v1\.[\w-]+$/) as string };
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: 'ExecCredential', apiVersion, status });
    expect(sandbox.calls()).toEqual({ 'sts:AssumeRole': 1 });
    await expect(stat(path.join(ann.folder, 'state'))).rejects.toThrow('ENOENT');
  });

  it('takes name and Region of an ARN; an ARN and its Region name one cluster', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox });
    const signedFor = async (...args: readonly string[]) => {
      const { code, stdout } = await ann.run('token', ...args);
      const { status } = JSON.parse(stdout) as { readonly status: { readonly token: string } };
      const url = new URL(Buffer.from(status.token.replace('k8s-aws-v1.', ''), 'base64url').toString());
      return { code, host: url.host, signed: url.searchParams.get('X-Amz-SignedHeaders') };
    };
    const named = await signedFor('--cluster', 'one', '--region', REGION);
    expect(named).toMatchObject({ code: 0, host: `sts.${REGION}.amazonaws.com` });
    expect(await signedFor('--cluster', arnOf('one'))).toEqual(named);
    expect(await signedFor('--cluster', arnOf('one'), '--region', REGION)).toEqual(named);
  });

  it.each([
    [
      ['--cluster', arnOf('one'), '--region', 'us-east-1'],
      `--region is us-east-1, and ${arnOf('one')} is in`,
    ],
    [
      ['--cluster', arnOf('one').replace(REGION, 'moon-1')],
      'is neither the name nor the ARN of an EKS cluster',
    ],
    [['--cluster', 'one'], '--region is missing: only an ARN as --cluster says it'],
    [['--cluster', 'one', '--region', 'moon'], 'is no AWS Region'],
  ])('refuses %j', async (args, why) => {
    await using ann = await user();
    const ran = await ann.run('token', ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(why);
  });
});
