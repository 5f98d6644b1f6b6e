import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { awsCli, goPrograms } from '@roster/control-plane/programs';
import type { TimedCommand } from './time-command.ts';

export interface Commands extends AsyncDisposable {
  /** In the order of the table. */
  readonly run: readonly TimedCommand[];
  /** Programs of others, with their versions. */
  readonly versions: Readonly<Record<string, string>>;
}

const ROSTER = path.resolve(import.meta.dirname, '../../../../apps/cli/bin/roster.mjs');
const REGION = 'eu-west-1';
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'never-used-anywhere' };

/** The commands, with a home of their own: keys in the environment, or in the file of a profile. None calls anybody. */
export async function commands(note: (line: string) => void): Promise<Commands> {
  const aws = await awsCli(note);
  const { awsIamAuthenticator } = await goPrograms(note);
  const home = await mkdtemp(path.join(tmpdir(), 'roster-bench-'));
  await writeFile(path.join(home, 'credentials'), profile());
  await writeFile(path.join(home, 'empty.mjs'), '');
  const base = {
    PATH: process.env['PATH'],
    HOME: home,
    AWS_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const env = { ...base, ...KEYS };
  const ofProfile = { ...base, AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials') };
  const roster = [ROSTER, 'token', '--cluster', 'payments', '--region', REGION];
  const getToken = ['eks', 'get-token', '--cluster-name', 'payments', '--region', REGION];
  return {
    run: [
      {
        name: 'an empty script in Node',
        program: process.execPath,
        args: [path.join(home, 'empty.mjs')],
        env,
      },
      { name: 'roster token', program: process.execPath, args: roster, env, token: true },
      {
        name: 'roster token, keys of a profile',
        program: process.execPath,
        args: roster,
        env: ofProfile,
        token: true,
      },
      {
        name: 'aws-iam-authenticator token',
        program: awsIamAuthenticator,
        args: ['token', '-i', 'payments', '--region', REGION],
        env,
        token: true,
      },
      { name: 'aws eks get-token', program: aws, args: getToken, env, token: true },
    ],
    versions: {
      'aws-cli': firstVersion(await said(aws, ['--version'])),
      // Built from its Go module without a stamp, so that it does not know its version itself.
      'aws-iam-authenticator': firstVersion(await said('go', ['version', '-m', awsIamAuthenticator])),
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  };
}

function profile(): string {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = KEYS;
  return `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
}

async function said(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args);
  return stdout;
}

/** The first version that is named as such: not that of the Go which built a program. */
const firstVersion = (text: string): string => /(?<!go|[\d.])\d+\.\d+\.\d+/.exec(text)?.[0] ?? text.trim();
