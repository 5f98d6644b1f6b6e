import { partitionOfRegion } from '@roster/access';
import type { Keys, SandboxOptions, SandboxPrincipal } from './options.ts';

/** A principal and the keys that sign for it. */
export interface Credentials extends Keys {
  readonly arn: string;
}

/** The principal whose keys go into `env`: the one asked for, else the first, else a user beside the first cluster. */
export function callerOf(options: SandboxOptions): SandboxPrincipal {
  const { principals = [], clusters = [] } = options;
  if (options.caller !== undefined) {
    return principals.find(({ arn }) => arn === options.caller) ?? { arn: options.caller };
  }
  const { region, account } = clusters[0] ?? { region: 'us-east-1', account: '999999999999' };
  return principals[0] ?? { arn: `arn:${partitionOfRegion(region)}:iam::${account}:user/roster` };
}

/** The environment of a client of these keys in that Region, with nothing of the machine's own configuration. */
export function credentialsEnv(keys: Keys, region: string): Record<string, string> {
  return {
    AWS_REGION: region,
    // The AWS CLI reads only this one.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
