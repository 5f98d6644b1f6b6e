import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { once } from 'node:events';
import path from 'node:path';
import { partitionOfRegion } from '@roster/access';
import type { Authority } from '@roster/sandbox/certificates';
import type { ControlPlaneCluster } from '../options.ts';
import { startChild, type Child } from '../process/child.ts';
import { LOOPBACK } from '../process/free-port.ts';
import type { StsProxy } from '../sts/sts-proxy.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { mountedFile } from './mounted-file.ts';
import { waitUntil } from './wait-until.ts';

/** The authenticator's line for every aws-auth that it has seen (pkg/mapper/configmap/configmap.go). */
export const SAW_AWS_AUTH = /Received aws-auth watch event|Resetting configmap on delete/;

/** The kubeconfig by which the API server calls the authenticator, in the authenticator's folder. */
export const WEBHOOK = 'webhook.kubeconfig';

interface FileOrder {
  /** A folder that is there. */
  readonly state: string;
  readonly authority: Authority;
  readonly port: number;
  readonly apiServer: string;
}

/**
 * What an authenticator finds when it starts, in the place of its own `init`: its certificate, and the two kubeconfigs
 * between it and the API server.
 */
export async function makeAuthenticatorFiles(order: FileOrder): Promise<void> {
  const { state, authority, port, apiServer } = order;
  const server = await authority.issue({ commonName: 'aws-iam-authenticator', hosts: [LOOPBACK] });
  await writeFile(path.join(state, 'cert.pem'), server.cert);
  await writeFile(path.join(state, 'key.pem'), server.key, { mode: 0o600 });
  const client = await authority.issue({
    commonName: 'aws-iam-authenticator',
    organization: 'system:masters',
  });
  await writeKubeconfig(path.join(state, 'kubeconfig'), {
    name: 'cluster',
    server: apiServer,
    ca: authority.ca,
    client,
  });
  await writeKubeconfig(path.join(state, WEBHOOK), {
    ...{ name: 'authenticator', server: `https://${LOOPBACK}:${port}/authenticate`, ca: authority.ca },
  });
}

interface Order {
  readonly program: string;
  readonly state: string;
  readonly port: number;
  readonly ca: string;
  readonly cluster: ControlPlaneCluster;
  readonly sts: StsProxy;
  readonly signal: AbortSignal;
}

/** Starts an aws-iam-authenticator beside its API server, which must be ready: else it would wait five seconds. */
export async function startAuthenticator(order: Order): Promise<Child> {
  const { program, state, port, ca, cluster, sts, signal } = order;
  const stsCa = path.join(state, 'sts-ca.pem');
  await writeFile(stsCa, sts.ca);
  const env = {
    HTTPS_PROXY: sts.url,
    // It reads no AWS_CA_BUNDLE; and nobody else's certificate is to be trusted.
    ...{ SSL_CERT_FILE: stsCa, SSL_CERT_DIR: '/nonexistent' },
    ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: cluster.region, GOGC: '25' },
  };
  const child = startChild({ program, args: await argumentsOf(order), cwd: state, env, signal });
  // An aws-auth that is there already is seen once its watch stands.
  const seen = cluster.awsAuth ? child.next(SAW_AWS_AUTH) : Promise.resolve();
  seen.catch(() => undefined);
  try {
    await waitUntil('aws-iam-authenticator', child, () => isHealthy(port, ca));
    await seen;
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}

async function argumentsOf({ state, port, cluster }: Order): Promise<string[]> {
  const mounted = mountedFile(cluster);
  const modes = mounted === undefined ? 'EKSConfigMap' : 'MountedFile,EKSConfigMap';
  const config = path.join(state, 'config.yaml');
  if (mounted !== undefined) await writeFile(config, JSON.stringify(mounted));
  return [
    ...['server', '--cluster-id', cluster.name, '--partition', partitionOfRegion(cluster.region)],
    ...['--backend-mode', modes, ...(mounted === undefined ? [] : ['--config', config])],
    ...['--kubeconfig', path.join(state, 'kubeconfig'), '--kubeconfig-pregenerated'],
    ...['--address', LOOPBACK, '--port', String(port), '--state-dir', state],
  ];
}

async function isHealthy(port: number, ca: string): Promise<boolean> {
  const sent = request({ host: LOOPBACK, port, path: '/healthz', ca, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode === 200;
}
