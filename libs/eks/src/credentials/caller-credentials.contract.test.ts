import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, type Heard } from '../../test/loopback.ts';
import { callerCredentials } from './caller-credentials.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Engineer';
const PROFILES = `[keys]
aws_access_key_id = AKIAFILE
aws_secret_access_key = of-the-file

[profile engineer]
role_arn = ${ROLE}
source_profile = keys
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

/** The SDK's chain reads the process's own environment: shared files, and no instance to ask. */
function chainReads(file: string): void {
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the caller’s own credentials', () => {
  it('are the keys of the environment', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(await callerCredentials(env)()).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  });

  it('are those of the profile, even beside keys', async () => {
    await using shared = await sharedFile(PROFILES);
    chainReads(shared.file);
    const env = { AWS_PROFILE: 'keys', AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
    const found = await callerCredentials(env)();
    expect(found).toMatchObject({ accessKeyId: 'AKIAFILE', secretAccessKey: 'of-the-file' });
  });

  it('are those of the profile’s role, assumed once in the caller’s own Region', async () => {
    await using shared = await sharedFile(PROFILES);
    chainReads(shared.file);
    const heard: Heard[] = [];
    await using sts = await serve((each, response) => {
      heard.push(each);
      response.writeHead(200).end(ASSUMED);
    });
    vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${sts.port}`);
    const own = callerCredentials({ AWS_PROFILE: 'engineer', AWS_REGION: 'ap-south-1' });
    expect(await own()).toMatchObject({ accessKeyId: 'ASIA', sessionToken: 'session' });
    expect(await own()).toMatchObject({ accessKeyId: 'ASIA' });
    expect(heard).toHaveLength(1);
    expect(new URLSearchParams(heard[0]!.body).get('RoleArn')).toBe(ROLE);
    expect(heard[0]!.headers.authorization).toContain('AKIAFILE/');
    expect(heard[0]!.headers.authorization).toContain('/ap-south-1/sts/aws4_request');
  });

  it('are refused by name where there are none', async () => {
    await using shared = await sharedFile('');
    chainReads(shared.file);
    await expect(callerCredentials({})()).rejects.toMatchObject({
      name: 'DeniedFault',
      message: expect.stringContaining(
        'log in (aws sso login), or set AWS_PROFILE (CredentialsProviderError)',
      ) as string,
    });
  });
});
