import { EKSClient, type EKSClientConfig } from '@aws-sdk/client-eks';
import { STSClient } from '@aws-sdk/client-sts';
import { isPartition, parseArn, partitionOfRegion } from '@roster/access/arn';
import { assumeRole } from './credentials/assume-role.ts';
import { callerOf } from './credentials/caller-credentials.ts';
import { callerRegion, stsRegion } from './credentials/caller-region.ts';
import { roleCredentials } from './credentials/role-credentials.ts';
import { sessionName } from './credentials/session-name.ts';
import { configuredEndpoint } from './endpoints.ts';
import { keepLatest } from './keep-latest.ts';
import { createAwsClock, type AwsClock, type Environment } from './network/index.ts';
import { awsRequestHandler, type Timeouts } from './network/request-handler.ts';
import type { Credentials } from './token/credentials.ts';
import type { RoleVisit, Visit } from './visit.ts';

export interface AwsOptions {
  /** `process.env`: credentials, Region, profile, endpoints, proxies and certificates, as AWS's tools name them. */
  readonly env: Environment;
  readonly clock: () => Date;
  readonly timeouts?: Timeouts;
  /** What sessions that only look are named for, and shared by: `roster-<worker>`. Default `cli`. */
  readonly worker?: string;
}

/** AWS as one process sees it: credentials, clients and sockets are shared by all that use it. */
export interface Aws {
  /** The caller's own credentials, or the role's: cached and renewed early. Throws the faults of AssumeRole. */
  credentials(visit: Visit): Promise<Credentials>;
  /** A client for that Region and role, made when it is first asked for. */
  eks(visit: Visit): EKSClient;
  /** A client for who the visit is, in a Region of its partition: the caller's own where that is one. */
  sts(visit: Visit): Promise<STSClient>;
  /** What the answers to all of these say of the time. */
  readonly clock: AwsClock;
  /** Where the visit's credentials come from, for a message. */
  source(visit: Visit): Promise<string>;
}

// Clients are cheap (0.1 ms, 25 kB) and share their sockets; a run over 10,000 accounts must not keep them all.
const CLIENTS = 256;

/** Prepares AWS for one process. No socket is opened before something is asked for. */
export function connectAws({ env, clock: ownClock, timeouts, worker = 'cli' }: AwsOptions): Aws {
  const clock = createAwsClock(ownClock);
  // Three tries in all, with the SDK's own jitter: what lasts longer is for the state machine to try again.
  const requestHandler = awsRequestHandler(env, timeouts, clock);
  // For what clients read of the shared files by themselves: endpoints, FIPS.
  const profile = env['AWS_PROFILE'] ?? env['AWS_DEFAULT_PROFILE'];
  const base = { requestHandler, maxAttempts: 3, ...(profile ? { profile } : {}) };
  const own = callerOf({ env, clock: clock.now, requestHandler });
  let ownRegion: Promise<string | undefined> | undefined;
  const shared = (visit: Visit) => ({
    ...base,
    credentials: () => credentials(visit),
    customUserAgent: userAgent(visit),
    systemClockOffset: offsetOf(clock, ownClock),
  });
  const stsClients = keepLatest(CLIENTS, (key) => {
    const visit = parse(key);
    return new STSClient({ ...shared(visit), ...configuredEndpoint(env, 'STS'), region: visit.region });
  });
  let settings: EKSClientConfig | undefined;
  const eksClients = keepLatest(CLIENTS, (key) => {
    const visit = parse(key);
    const ofVisit = { ...shared(visit), ...configuredEndpoint(env, 'EKS'), region: visit.region };
    const client = new EKSClient({ ...settings, ...ofVisit });
    // The first one's only: each would wrap those of the one before.
    settings ??= settingsOf(client);
    return client;
  });
  const home = async (partition: string, visited: string) =>
    stsRegion(isPartition(partition) ? partition : partitionOfRegion(visited), {
      own: await (ownRegion ??= callerRegion(env)),
      visited,
    });
  const stsIn = async (partition: string, visit: Visit) =>
    stsClients(keyOf({ ...visit, region: await home(partition, visit.region) }));
  const sts = (visit: Visit) => stsIn(partitionOf(visit), visit);
  // The caller takes the role, and asks STS of the role's partition for it.
  const assume = async ({ role, ...visit }: RoleVisit, session: string) =>
    assumeRole(await stsIn(partitionOf({ ...visit, role }), visit), { role, session });
  const session = (visit: RoleVisit) => sessionName(visit, worker);
  const roles = roleCredentials({ clock: clock.now, assume, session });
  const credentials = async (visit: Visit): Promise<Credentials> =>
    isRoleVisit(visit) ? roles(visit) : own.credentials(visit.region);
  const source = async ({ role }: Visit) => role ?? own.source();
  return { credentials, sts, source, eks: (visit) => eksClients(keyOf(visit)), clock };
}

/** Of the role, or for the caller itself of what is visited: nobody is known in another. */
const partitionOf = ({ role, region }: Visit): string =>
  role === undefined ? partitionOfRegion(region) : (parseArn(role)?.partition ?? '');

/**
 * What a client finds out for itself, by environment and shared files, before its first call: found out once, for all.
 * It is most of what a call costs in a fleet of many accounts, where nearly every call has a client of its own.
 */
function settingsOf({ config }: EKSClient): EKSClientConfig {
  const { retryMode, defaultsMode, useFipsEndpoint, useDualstackEndpoint, userAgentAppId } = config;
  const { authSchemePreference } = config;
  return {
    retryMode,
    defaultsMode,
    useFipsEndpoint,
    useDualstackEndpoint,
    userAgentAppId,
    authSchemePreference,
  };
}

/**
 * What the SDK is to add to the time of this machine, which it takes by itself: each client would find it out anew, by a
 * call that is refused.
 */
function offsetOf(clock: AwsClock, ownClock: () => Date): number {
  const difference = clock.difference();
  return difference === undefined ? 0 : ownClock().getTime() + difference - Date.now();
}

function isRoleVisit(visit: Visit): visit is RoleVisit {
  return visit.role !== undefined;
}

function keyOf({ region, role, run, as }: Visit): string {
  return JSON.stringify({ region, role, run, as });
}

function parse(key: string): Visit {
  return JSON.parse(key) as Visit;
}

/** `roster/<run>`, by which CloudTrail can be joined with the journal. */
function userAgent({ run }: Visit): [string, string][] {
  return [['roster', run]];
}
