import { EKSClient, type EKSClientConfig } from '@aws-sdk/client-eks';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from './credentials/assume-role.ts';
import { callerCredentials } from './credentials/caller-credentials.ts';
import { callerRegion } from './credentials/caller-region.ts';
import { roleCredentials } from './credentials/role-credentials.ts';
import { configuredEndpoint } from './endpoints.ts';
import { keepLatest } from './keep-latest.ts';
import type { Environment } from './network/index.ts';
import { awsRequestHandler, type Timeouts } from './network/request-handler.ts';
import type { Credentials } from './token/credentials.ts';
import type { RoleVisit, Visit } from './visit.ts';

export interface AwsOptions {
  /** `process.env`: credentials, Region, profile, endpoints, proxies and certificates, as AWS's tools name them. */
  readonly env: Environment;
  readonly clock: () => Date;
  readonly timeouts?: Timeouts;
}

/** AWS as one process sees it: credentials, clients and sockets are shared by all that use it. */
export interface Aws {
  /** The caller's own credentials, or the role's: cached and renewed early. Throws the faults of AssumeRole. */
  credentials(visit: Visit): Promise<Credentials>;
  /** A client for that Region and role, made when it is first asked for. */
  eks(visit: Visit): EKSClient;
  /** A client with the visit's credentials in the caller's own Region. */
  sts(visit: Visit): Promise<STSClient>;
}

// Clients are cheap (0.1 ms, 25 kB) and share their sockets; a run over 10,000 accounts must not keep them all.
const CLIENTS = 256;

/** Prepares AWS for one process. No socket is opened before something is asked for. */
export function connectAws({ env, clock, timeouts }: AwsOptions): Aws {
  // Three tries in all, with the SDK's own jitter: what lasts longer is for the state machine to try again.
  const requestHandler = awsRequestHandler(env, timeouts);
  const base = { requestHandler, maxAttempts: 3 };
  const own = callerCredentials(env, requestHandler);
  const ownRegion = callerRegion(env);
  const shared = (visit: Visit) => ({
    ...base,
    credentials: () => credentials(visit),
    customUserAgent: userAgent(visit),
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
  const sts = async (visit: Visit) => stsClients(keyOf({ ...visit, region: await home(ownRegion, visit) }));
  const assume = async ({ role, ...visit }: RoleVisit) => assumeRole(await sts(visit), { ...visit, role });
  const roles = roleCredentials({ clock, assume });
  const credentials = async (visit: Visit): Promise<Credentials> =>
    isRoleVisit(visit) ? roles(visit) : own();
  return { credentials, sts, eks: (visit) => eksClients(keyOf(visit)) };
}

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

/** The caller's own Region: another may not be enabled for it (design.md). Where none is set, the visited one. */
async function home(ownRegion: () => Promise<string>, visit: Visit): Promise<string> {
  return ownRegion().catch(() => visit.region);
}

function isRoleVisit(visit: Visit): visit is RoleVisit {
  return visit.role !== undefined;
}

function keyOf({ region, role, run }: Visit): string {
  return JSON.stringify({ region, role, run });
}

function parse(key: string): Visit {
  return JSON.parse(key) as Visit;
}

/** `roster/<run>`, by which CloudTrail can be joined with the journal. */
function userAgent({ run }: Visit): [string, string][] {
  return [['roster', run]];
}
