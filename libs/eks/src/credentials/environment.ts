import { isRegion } from '@roster/access/arn';
import { Fault } from '@roster/workflow/faults';
import type { Environment } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';

/** A profile of the shared files, and the variable that names it. */
export interface NamedProfile {
  readonly name: string;
  readonly variable: 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE';
}

/**
 * The profile that an environment names: AWS_PROFILE before AWS_DEFAULT_PROFILE, as version 2 of the AWS CLI and every
 * SDK have it (version 1 has it the other way round; awscli/botocore/configprovider.py of both). CredentialsFault where
 * the variable is set and empty: to the AWS CLI that is a profile without a name.
 */
export function namedProfile(env: Environment): NamedProfile | undefined {
  const variable = (['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const).find((each) => env[each] !== undefined);
  if (variable === undefined) return undefined;
  const name = env[variable] ?? '';
  if (name !== '') return { name, variable };
  throw new Fault('CredentialsFault', `${variable} is set and empty: name a profile, or unset it`);
}

/**
 * The Region that an environment sets: AWS_REGION, else AWS_DEFAULT_REGION; an empty one counts as unset. BadInputFault
 * for what is no Region.
 */
export function environmentRegion(env: Environment): string | undefined {
  const variable = (['AWS_REGION', 'AWS_DEFAULT_REGION'] as const).find((each) => env[each]);
  return variable === undefined ? undefined : regionIn(variable, env[variable] ?? '');
}

/** A Region as it was set at some place. BadInputFault for what is none: hosts are built from it. */
export function regionIn(place: string, region: string): string {
  if (isRegion(region)) return region;
  throw new Fault(
    'BadInputFault',
    `${place}: ${JSON.stringify(region)} is no AWS Region, which is written as eu-west-1`,
  );
}

/**
 * The keys in an environment; undefined where there is no AWS_ACCESS_KEY_ID. They go before every profile, as in the
 * AWS CLI (botocore, EnvProvider). CredentialsFault where one is missing or cannot be a key, or they have expired.
 */
export function environmentKeys(env: Environment, now: Date): Credentials | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  if (!accessKeyId) return undefined;
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'] ?? '';
  // The older name first, as botocore reads them.
  const session = (['AWS_SECURITY_TOKEN', 'AWS_SESSION_TOKEN'] as const).find((each) => env[each]);
  const expiration = endOf(env['AWS_CREDENTIAL_EXPIRATION'], now);
  return checkedKeys(
    {
      accessKeyId,
      secretAccessKey,
      ...(session === undefined ? {} : { sessionToken: env[session] ?? '' }),
      ...(expiration === undefined ? {} : { expiration }),
    },
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', session ?? 'AWS_SESSION_TOKEN'],
  );
}

function endOf(given: string | undefined, now: Date): Date | undefined {
  if (!given) return undefined;
  const end = new Date(given);
  if (Number.isNaN(end.getTime()))
    throw new Fault(
      'CredentialsFault',
      'AWS_CREDENTIAL_EXPIRATION is no time: set it as 2026-11-01T13:00:00Z',
    );
  if (end > now) return end;
  throw new Fault(
    'CredentialsFault',
    `the keys in the environment ended at ${end.toISOString()} (AWS_CREDENTIAL_EXPIRATION): get new ones`,
  );
}

/** Keys that can be keys. `names` are those of the id, the secret and the session token where they were found. */
export function checkedKeys(keys: Credentials, names: readonly [string, string, string]): Credentials {
  const values = [keys.accessKeyId, keys.secretAccessKey, keys.sessionToken ?? 'none'];
  const [id] = names;
  for (const [index, value] of values.entries()) {
    const name = names[index] ?? '';
    if (value === '')
      throw new Fault('CredentialsFault', `${id} is set without ${name}: set both, or neither`);
    if (!/^[\x21-\x7e]+$/.test(value)) throw new Fault('CredentialsFault', `${name} ${FOREIGN}`);
  }
  return keys;
}

const FOREIGN =
  'has a blank, a line break or another character that no key has, in it or behind it: set it again without';
