import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, type Heard } from '../../test/loopback.ts';
import { callerOf } from './caller-credentials.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Engineer';
const PROFILES = `[profile keys]
aws_access_key_id = AKIAFILE
aws_secret_access_key = of-the-file

[profile engineer]
role_arn = ${ROLE}
source_profile = keys

[profile china]
role_arn = arn:aws-cn:iam::111122223333:role/Engineer
source_profile = keys

[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
region = eu-west-1

[profile mfa]
role_arn = ${ROLE}
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/ann

[profile helper]
credential_process = \${HELPER}

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;
const ASSUMED = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>
  <SecretAccessKey>assumed</SecretAccessKey><SessionToken>session</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** A file of profiles. */
async function sharedFile(text: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-aws-'));
  const file = path.join(folder, 'config');
  await writeFile(file, text);
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

const clock = () => new Date();
const own = (env: Record<string, string>) => callerOf({ env, clock });

/** A folder that is home, with the profiles in it, and no instance to ask. */
async function home(profiles = PROFILES) {
  const shared = await sharedFile(profiles);
  const folder = path.dirname(shared.file);
  const env = { HOME: folder, AWS_CONFIG_FILE: shared.file, AWS_EC2_METADATA_DISABLED: 'true' };
  vi.stubEnv('HOME', folder);
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  return { ...shared, folder, env };
}

/** STS that gives every role the same keys, and remembers who asked. */
async function listening() {
  const heard: Heard[] = [];
  const sts = await serve((each, response) => {
    heard.push(each);
    response.writeHead(200).end(ASSUMED);
  });
  return { ...sts, heard, endpoint: { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${sts.port}` } };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the caller’s own credentials', () => {
  const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

  it('are the keys of the environment, for which no file is read', async () => {
    expect(await own({ ...KEYS, AWS_CONFIG_FILE: '/nonexistent' }).credentials()).toEqual({
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
    });
  });

  it('are those keys even beside a profile, and say so', async () => {
    await using at = await home();
    const caller = own({ ...at.env, ...KEYS, AWS_PROFILE: 'keys' });
    expect(await caller.credentials()).toMatchObject({ accessKeyId: 'AKIA' });
    expect(await caller.source()).toBe('the keys of AWS_ACCESS_KEY_ID');
  });

  it('end when AWS_CREDENTIAL_EXPIRATION says, in the middle of a run too', async () => {
    let now = new Date('2026-11-01T12:00:00Z');
    const env = { ...KEYS, AWS_CREDENTIAL_EXPIRATION: '2026-11-01T12:30:00Z' };
    const caller = callerOf({ env, clock: () => now });
    expect(await caller.credentials()).toMatchObject({ expiration: new Date('2026-11-01T12:30:00Z') });
    now = new Date('2026-11-01T12:30:01Z');
    await expect(caller.credentials()).rejects.toMatchObject({
      name: 'CredentialsFault',
      message: expect.stringContaining('ended at 2026-11-01T12:30:00.000Z') as string,
    });
  });

  it('are those of the profile’s role, assumed once in the caller’s own Region', async () => {
    await using at = await home();
    await using sts = await listening();
    const caller = own({ ...at.env, ...sts.endpoint, AWS_PROFILE: 'engineer', AWS_REGION: 'ap-south-1' });
    const all = await Promise.all([caller.credentials('eu-west-1'), caller.credentials()]);
    for (const one of all) expect(one).toMatchObject({ accessKeyId: 'ASIA', sessionToken: 'session' });
    expect(sts.heard).toHaveLength(1);
    expect(new URLSearchParams(sts.heard[0]!.body).get('RoleArn')).toBe(ROLE);
    expect(sts.heard[0]!.headers.authorization).toContain('AKIAFILE/');
    expect(sts.heard[0]!.headers.authorization).toContain('/ap-south-1/sts/aws4_request');
  });

  it.each([
    ['engineer', {}, 'ap-south-1', 'ap-south-1'],
    ['engineer', {}, undefined, 'us-east-1'],
    ['china', { AWS_REGION: 'us-east-1' }, 'cn-northwest-1', 'cn-northwest-1'],
    ['china', { AWS_REGION: 'us-east-1' }, 'eu-west-1', 'cn-north-1'],
  ])('of profile %s with %j, visiting %s, are asked for in %s', async (profile, set, visited, region) => {
    await using at = await home();
    await using sts = await listening();
    await own({ ...at.env, ...sts.endpoint, ...set, AWS_PROFILE: profile }).credentials(visited);
    expect(sts.heard[0]!.headers.authorization).toContain(`/${region}/sts/aws4_request`);
  });

  it.each([
    [
      {},
      /there are none: AWS_ACCESS_KEY_ID is not set, profile default does not exist: there are keys, engineer/,
    ],
    [{ AWS_PROFILE: 'enginer' }, /profile enginer \(AWS_PROFILE\) does not exist: there are keys, engineer/],
    [{ AWS_PROFILE: 'mfa' }, /profile mfa \(AWS_PROFILE\) asks for an MFA code/],
    [
      { AWS_PROFILE: 'sso' },
      /profile sso \(AWS_PROFILE\): you are not logged in: aws sso login --profile sso/,
    ],
  ])('with %j are refused, by a sentence of their own', async (set, message) => {
    await using at = await home();
    const asked = own({ ...at.env, ...set }).credentials();
    await expect(asked).rejects.toMatchObject({
      name: 'CredentialsFault',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('a credential_process', () => {
  const printed = { Version: 1, AccessKeyId: 'AKIAHELPER', SecretAccessKey: 'hush-hush' };

  it.each([
    ['echo', { ...printed, Version: 2 }, /printed JSON without the right Version/],
    ['echo', { ...printed, AccessKeyId: undefined }, /without the right AccessKeyId/],
    ['echo', { ...printed, Expiration: '2020-01-01T00:00:00Z' }, /gave credentials that ended at 2020-01-01/],
    ['echo', 'hush-hush', /no JSON: run it by itself/],
    ['exit 3 #', '', /ended with 3/],
    ['/nonexistent/helper', '', /was not found/],
    ['kill -9 $$ #', '', /was ended by SIGKILL/],
  ])('that does %s %j is told without what it printed', async (program, output, message) => {
    const line = `${program} ${typeof output === 'string' ? output : `'${JSON.stringify(output)}'`}`;
    await using at = await home(PROFILES.replace('${HELPER}', () => line));
    const failed = await own({ ...at.env, AWS_PROFILE: 'helper', PATH: process.env['PATH'] ?? '' })
      .credentials()
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({
      name: 'CredentialsFault',
      message: expect.stringMatching(message) as string,
    });
    expect(String(failed)).not.toContain('hush-hush');
  });
});

describe('a login of IAM Identity Center', () => {
  const LIVE = { accessToken: 'login', expiresAt: '2099-01-01T00:00:00Z' };
  const given = {
    accessKeyId: 'ASIASSO',
    secretAccessKey: 'x',
    sessionToken: 'y',
    expiration: 4_070_908_800_000,
  };

  /** ~/.aws/sso/cache as `aws sso login` leaves it: the SDK's reader finds it by the hash of the session's name. */
  async function loggedIn(folder: string, login: object): Promise<void> {
    const cache = path.join(folder, '.aws', 'sso', 'cache');
    await mkdir(cache, { recursive: true });
    const name = createHash('sha1').update('corp').digest('hex');
    await writeFile(path.join(cache, `${name}.json`), JSON.stringify(login));
  }

  const asked = async (login: object, status: number, answer: object) => {
    await using at = await home();
    await loggedIn(at.folder, login);
    await using portal = await serve((_, response) => response.writeHead(status).end(JSON.stringify(answer)));
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${portal.port}`);
    vi.stubEnv('AWS_CONFIG_FILE', at.file);
    return await own({ ...at.env, AWS_PROFILE: 'sso' }).credentials();
  };

  it('gives the role’s credentials', async () => {
    expect(await asked(LIVE, 200, { roleCredentials: given })).toMatchObject({ accessKeyId: 'ASIASSO' });
  });

  it.each([
    [{ ...LIVE, expiresAt: '2020-01-01T00:00:00Z' }, 200, 'the login has ended: aws sso login --profile sso'],
    [LIVE, 401, 'the login has ended: aws sso login --profile sso'],
    [LIVE, 403, 'does not let you be Admin in account 111122223333'],
  ])('%j answered by %d is told', async (login, status, message) => {
    await expect(asked(login, status, { message: 'no' })).rejects.toMatchObject({
      name: 'CredentialsFault',
      message: expect.stringContaining(message) as string,
    });
  });
});
