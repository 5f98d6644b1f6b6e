import { partitionOfRegion, type Partition } from '@roster/access/arn';
import type { Environment } from '../network/index.ts';
import { environmentRegion, namedProfile, regionIn } from './environment.ts';

/**
 * The caller's own Region: that of the environment, else of the profile in the shared files; undefined where none is
 * set. Of a role's source_profile the Region does not count, as in the AWS CLI. BadInputFault for what is no Region.
 */
export async function callerRegion(env: Environment): Promise<string | undefined> {
  const region = environmentRegion(env);
  if (region !== undefined) return region;
  const { readSharedFiles } = await import('./shared-files.ts');
  const name = namedProfile(env)?.name ?? 'default';
  const set = (await readSharedFiles(env)).profile(name)?.['region'];
  return set ? regionIn(`region of profile ${name}`, set) : undefined;
}

/** A Region of each partition that every account of it has: those that are enabled from the beginning. */
const OF_PARTITION: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};

/**
 * The Region whose STS is asked. Accounts and roles are of one partition, and another's STS knows none of them (IAM User
 * Guide, "AWS STS Regions and endpoints"): so of the caller's own Region and the visited one the first that is of that
 * partition, else one that every account there has. The caller's own goes first: another may not be enabled for it, or
 * not reachable from a private network.
 */
export function stsRegion(
  partition: Partition,
  { own, visited }: { readonly own: string | undefined; readonly visited: string | undefined },
): string {
  const known = [own, visited].find(
    (region) => region !== undefined && partitionOfRegion(region) === partition,
  );
  return known ?? OF_PARTITION[partition];
}
