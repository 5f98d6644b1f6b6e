import type { Environment } from './network/index.ts';
import type { Credentials } from './token/credentials.ts';

interface CallerSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: Credentials;
}

/**
 * Who the caller is by an environment: keys in AWS_ACCESS_KEY_ID and its companions, unless a profile is named. What
 * is not told here the SDK finds by its own default chain (shared files, SSO, web identity, containers, instances).
 */
export function callerSettings(env: Environment): CallerSettings {
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const profile = env['AWS_PROFILE'];
  const credentials = profile ? undefined : keysOf(env);
  return {
    ...(region ? { region } : {}),
    ...(profile ? { profile } : {}),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function keysOf(env: Environment): Credentials | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  if (!accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const ends = env['AWS_CREDENTIAL_EXPIRATION'];
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(ends ? { expiration: new Date(ends) } : {}),
  };
}
