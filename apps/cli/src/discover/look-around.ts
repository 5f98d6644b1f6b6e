import { parsePrincipal } from '@roster/access';
import { callerIdentity, discoverClusters, type Aws, type DiscoveredCluster } from '@roster/eks';
import { isFault } from '@roster/workflow';
import { UsageError } from '../usage-error.ts';

/** What could not be looked at, and why. */
export interface Unseen {
  /** Empty where nobody knows whose account it is: then it may be any. */
  readonly account: string;
  readonly region: string;
  /** Empty for the whole Region. */
  readonly cluster: string;
  readonly message: string;
}

export interface Looked {
  readonly clusters: readonly DiscoveredCluster[];
  readonly unseen: readonly Unseen[];
  /** Where all clusters were listed. */
  readonly listed: readonly { readonly account: string; readonly region: string }[];
}

interface Asked {
  readonly run: string;
  readonly regions: readonly string[];
  /** Undefined: the caller itself. */
  readonly roles: readonly (string | undefined)[];
}

/** Lists the clusters that each role sees in each Region. What cannot be looked at does not stop the others. */
export async function lookAround(aws: Aws, { run, regions, roles }: Asked): Promise<Looked> {
  const looked = { clusters: [] as DiscoveredCluster[], unseen: [] as Unseen[], listed: [] as Unseen[] };
  for (const role of roles) {
    const who = role === undefined ? {} : { role };
    const { clusters, failed } = await discoverClusters(aws, { run, regions, ...who });
    const account = clusters[0]?.account ?? (await accountOf(aws, { run, region: regions[0] ?? '', ...who }));
    looked.clusters.push(...clusters);
    for (const { region, name: cluster = '', fault } of failed)
      looked.unseen.push({ account, region, cluster, message: fault.message });
    const whole = regions.filter(
      (region) => !failed.some((one) => one.region === region && one.name === undefined),
    );
    looked.listed.push(...whole.map((region) => ({ account, region, cluster: '', message: '' })));
  }
  return looked;
}

/** The account of a role, by its ARN; the caller's own is asked for. Empty where AWS does not know the caller. */
async function accountOf(
  aws: Aws,
  visit: { readonly run: string; readonly region: string; readonly role?: string },
): Promise<string> {
  if (visit.role !== undefined) return parsePrincipal(visit.role)?.account ?? '';
  try {
    return (await callerIdentity(aws, visit)).account;
  } catch (error) {
    if (!isFault(error)) throw error;
    return '';
  }
}

/** The roles to look with: one an account. UsageError where a role is none, or the accounts have no role. */
export function rolesOf(
  role: string | undefined,
  accounts: readonly string[],
): readonly (string | undefined)[] {
  if (accounts.length > 0 && role?.includes('{account}') !== true)
    throw new UsageError(
      '--account needs --role with {account} in it: each account is looked at with a role of its own',
    );
  if (role === undefined) return [undefined];
  if (accounts.length === 0 && role.includes('{account}'))
    throw new UsageError('--role has {account} in it: --account says which');
  const roles = accounts.length === 0 ? [role] : accounts.map((one) => role.replaceAll('{account}', one));
  const wrong = roles.find((one) => parsePrincipal(one)?.kind !== 'role');
  if (wrong !== undefined) throw new UsageError(`--role: "${wrong}" is no ARN of an IAM role`);
  return [...new Set(roles)];
}
