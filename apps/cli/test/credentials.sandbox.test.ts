import type { Sandbox } from '@roster/sandbox';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { clustersFile, grantsFile, OPS_GRANT, READ, REGION, startClusters } from './fleet.ts';
import { user } from './harness.ts';

const CONFIG = `[profile keys]
aws_access_key_id = AKIAFILE
aws_secret_access_key = of-the-file

[profile orphan]
role_arn = ${READ}
source_profile = nosuch

[profile mfa]
role_arn = ${READ}
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/ann

[profile sso]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Admin

[profile half]
aws_access_key_id = AKIAFILE

[profile gone]
credential_process = /nonexistent/helper

[profile failing]
credential_process = sh -c 'echo hush-hush; exit 3'

[profile nonsense]
credential_process = echo hush-hush

[profile over]
credential_process = echo '{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"hush-hush","Expiration":"2020-01-01T00:00:00Z"}'

[profile web]
role_arn = ${READ}
web_identity_token_file = /nonexistent/token
`;

const FILES = {
  'fleet/clusters.yaml': clustersFile('one'),
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};

/** What each set-up says instead of the keys that are right, and the cause that is reported. */
const WRONG: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    'a misspelt profile',
    { AWS_PROFILE: 'kees' },
    /profile kees \(AWS_PROFILE\) does not exist: there are keys, orphan/,
  ],
  ['an empty one', { AWS_PROFILE: '' }, /AWS_PROFILE is set and empty/],
  ['no source_profile', { AWS_PROFILE: 'orphan' }, /has source_profile nosuch, which does not exist/],
  ['an MFA code', { AWS_PROFILE: 'mfa' }, /profile mfa \(AWS_PROFILE\) asks for an MFA code/],
  ['no login', { AWS_PROFILE: 'sso' }, /you are not logged in: aws sso login --profile sso/],
  ['no helper', { AWS_PROFILE: 'gone' }, /credential_process of profile gone \(AWS_PROFILE\) was not found/],
  ['a helper that fails', { AWS_PROFILE: 'failing' }, /of profile failing \(AWS_PROFILE\) ended with 3/],
  ['a helper of nonsense', { AWS_PROFILE: 'nonsense' }, /printed something that is no JSON/],
  ['a helper that is late', { AWS_PROFILE: 'over' }, /gave credentials that ended at 2020-01-01/],
  ['half a key in a file', { AWS_PROFILE: 'half' }, /is set without aws_secret_access_key/],
  ['half a key', { AWS_ACCESS_KEY_ID: 'AKIA' }, /AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY/],
  [
    'a line break behind a key',
    { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'hush-hush\n' },
    /AWS_SECRET_ACCESS_KEY has a blank, a line break/,
  ],
  [
    'keys that have ended',
    {
      AWS_ACCESS_KEY_ID: 'ASIA',
      AWS_SECRET_ACCESS_KEY: 'hush-hush',
      AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
    },
    /the keys in the environment ended at 2020-01-01/,
  ],
  [
    'keys that AWS does not know',
    { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hush-hush' },
    /with the keys of AWS_ACCESS_KEY_ID: AWS does not know these keys/,
  ],
  [
    'no web identity',
    { AWS_PROFILE: 'web' },
    /the web identity of profile web .* cannot read \/nonexistent\/token/,
  ],
  [
    'nothing',
    {},
    /there are none: AWS_ACCESS_KEY_ID is not set, profile default does not exist: there are keys/,
  ],
  ['no Region', { AWS_REGION: 'eu_west_1', AWS_PROFILE: 'keys' }, /AWS_REGION: "eu_west_1" is no AWS Region/],
  ['no way to STS', { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1', AWS_PROFILE: 'keys' }, /no connection/],
  [
    'a SOCKS proxy',
    { HTTPS_PROXY: 'socks5://ann:hush-hush@proxy', AWS_PROFILE: 'keys' },
    /HTTPS_PROXY: .* socks5/,
  ],
];

let sandbox: Sandbox;
let config: { readonly folder: string; readonly file: string };
beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-aws-'));
  config = { folder, file: path.join(folder, 'config') };
  await writeFile(config.file, CONFIG);
  sandbox = await startClusters([{ name: 'one' }]);
  // The SDK looks for the role of a machine by the process's own variables.
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => sandbox.resetCalls());
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(config.folder, { recursive: true });
  await sandbox.stop();
});

/** Somebody with these settings of AWS, and no keys besides. */
function withSettings(set: Readonly<Record<string, string>>) {
  const keys = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
  return user({ sandbox, files: FILES, env: { ...keys, AWS_CONFIG_FILE: config.file, ...set } });
}

describe('credentials that are wrong end a command before it begins (2), by the name of the cause', () => {
  it.each(WRONG)('%s', async (_, set, cause) => {
    await using ann = await withSettings(set);
    await ann.run('catalog', 'push', 'fleet');
    const commands = [
      ['plan'],
      ['apply'],
      ['verify'],
      ['plan', '-f', 'fleet'],
      ['bootstrap', '-f', 'fleet'],
      ['discover', '--region', REGION],
    ];
    for (const argv of commands) {
      const ran = await ann.run(...argv);
      const said = ran.stderr.replaceAll(/\s+/g, ' ');
      expect([argv[0], ran.code, ran.stdout]).toEqual([argv[0], 2, '']);
      expect(said).toMatch(cause);
      expect(said).toContain('Nothing was started and nothing was stored');
      expect(said).not.toContain('hush-hush');
    }
    const doctor = await ann.run('doctor');
    expect(doctor.code).not.toBe(0);
    expect(`${doctor.stdout} ${doctor.stderr}`.replaceAll(/\s+/g, ' ')).toMatch(cause);
    expect(await ann.json('runs', 'list')).toEqual([]);
    expect(await ann.json('status')).toMatchObject({ unseen: 1, attention: [] });
    const heard = Object.keys(sandbox.calls()).filter((call) => call !== 'sts:GetCallerIdentity');
    expect(heard).toEqual([]);
  });
});
