import { readFile } from 'node:fs/promises';
import { STSClient } from '@aws-sdk/client-sts';
import { isPartition, parseArn } from '@roster/access/arn';
import { Fault } from '@roster/workflow/faults';
import { awsFault } from '../aws-fault.ts';
import { configuredEndpoint } from '../endpoints.ts';
import { errorWord, type Environment } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';
import { takeRole, takeRoleByToken } from './assume-role.ts';
import { callerRegion, stsRegion } from './caller-region.ts';
import type { Source } from './choose-source.ts';
import { processCredentials } from './credential-process.ts';
import type { Handler } from './handler.ts';
import { ssoCredentials } from './sso-credentials.ts';

export interface Getting {
  readonly env: Environment;
  readonly clock: () => Date;
  readonly requestHandler: Handler;
  /** The Region that is visited; undefined where nobody has said one. */
  readonly visited: string | undefined;
}

/** Gets the credentials of a source, by whatever calls that takes. CredentialsFault, or the fault of the call. */
export async function credentialsOf(source: Source, getting: Getting): Promise<Credentials> {
  const { env, clock, requestHandler } = getting;
  switch (source.kind) {
    case 'keys':
      return source.keys;
    case 'process':
      return processCredentials({ ...source, env, now: clock() });
    case 'sso':
      return ssoCredentials({ ...source, requestHandler });
    case 'role':
      return ofRole(source, getting);
    case 'webIdentity':
      return ofToken(source, getting);
    case 'sdk':
      return bySdk(source, getting, source.profile);
    case 'machine':
      return bySdk(source, getting);
  }
}

type Of<Kind extends Source['kind']> = Extract<Source, { readonly kind: Kind }>;

async function ofRole(source: Of<'role'>, getting: Getting): Promise<Credentials> {
  const keys = await credentialsOf(source.by, getting);
  const { role, session, externalId, seconds } = source;
  const input = {
    RoleArn: role,
    RoleSessionName: session ?? sessionAt(getting.clock()),
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
    ...(seconds === undefined ? {} : { DurationSeconds: seconds }),
  };
  const client = await stsFor(role, getting, keys);
  return takeRole(client, input, `sts:AssumeRole for ${source.of}, with ${source.by.of}`);
}

async function ofToken(source: Of<'webIdentity'>, getting: Getting): Promise<Credentials> {
  const { role, session, file, of } = source;
  const token = await readFile(file, 'utf8').catch((error: unknown) => {
    const why = errorWord(error);
    throw new Fault('CredentialsFault', `the web identity of ${of}: cannot read ${file} (${why})`);
  });
  const input = {
    RoleArn: role,
    RoleSessionName: session ?? sessionAt(getting.clock()),
    WebIdentityToken: token.trim(),
  };
  const what = `sts:AssumeRoleWithWebIdentity of ${role}, with the token in ${file}`;
  return takeRoleByToken(await stsFor(role, getting), input, what);
}

/** Where nobody has named the session. */
const sessionAt = (now: Date): string => `roster-${String(now.getTime())}`;

/** STS of the role's partition. Without keys nothing is signed. */
async function stsFor(role: string, { env, requestHandler, visited }: Getting, keys?: Credentials) {
  const partition = parseArn(role)?.partition ?? '';
  if (!isPartition(partition)) throw new Fault('CredentialsFault', `"${role}" is no ARN of an IAM role`);
  const region = stsRegion(partition, { own: await callerRegion(env), visited });
  return new STSClient({
    ...{ region, requestHandler, maxAttempts: 3, ...configuredEndpoint(env, 'STS') },
    ...(keys === undefined ? {} : { credentials: keys }),
  });
}

/** What the SDK finds by itself: it keeps nothing here, for whoever asks does. */
async function bySdk(
  { of, advice }: Of<'sdk'> | Of<'machine'>,
  { env, requestHandler, visited }: Getting,
  profile?: string,
): Promise<Credentials> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const region = stsRegion('aws', { own: await callerRegion(env), visited });
  const clientConfig = { requestHandler };
  const parentClientConfig = { requestHandler, region: () => Promise.resolve(region) };
  const named = profile === undefined ? {} : { profile };
  try {
    return await defaultProvider({ ...named, clientConfig, parentClientConfig })();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(name))
      throw new Fault('CredentialsFault', profile === undefined ? advice : `${of}: ${advice}`);
    throw awsFault(error, of);
  }
}
