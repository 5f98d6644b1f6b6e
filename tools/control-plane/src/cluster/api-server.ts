import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Authority, Certificate } from '@roster/sandbox/certificates';
import { startChild, type Child } from '../process/child.ts';
import { LOOPBACK } from '../process/free-port.ts';
import { WEBHOOK } from './authenticator.ts';
import { openAdmin } from './admin.ts';
import { waitUntil } from './wait-until.ts';

export interface ApiServerOrder {
  readonly program: string;
  /** A folder of its own, with the authenticator's in it. */
  readonly state: string;
  readonly port: number;
  readonly etcd: string;
  readonly prefix: string;
  readonly authority: Authority;
  readonly administrator: Certificate;
  readonly tokenCacheTtl: string;
  readonly signal: AbortSignal;
}

/** Starts a kube-apiserver and waits until it is ready (control-plane.md: Run). */
export async function startApiServer(order: ApiServerOrder): Promise<Child> {
  const { program, state, port, authority, administrator, signal } = order;
  await writeCertificates(state, authority);
  // Its start makes much garbage of little that stays: looking after it seldom halves the work of a start.
  const env = { GOGC: '400', GOMEMLIMIT: '250MiB' };
  const child = startChild({ program, args: argumentsOf(order), cwd: state, env, signal });
  const admin = openAdmin({ endpoint: `https://${LOOPBACK}:${port}`, ca: authority.ca, ...administrator });
  try {
    const ready = async () => (await admin.request('GET', '/readyz')).status === 200;
    await waitUntil('kube-apiserver', child, ready);
    await makeNamespace((body) => admin.request('POST', '/api/v1/namespaces', body));
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    admin.close();
  }
  return child;
}

function argumentsOf({ state, port, etcd, prefix, tokenCacheTtl }: ApiServerOrder): string[] {
  const file = (name: string) => path.join(state, name);
  return [
    ...[`--etcd-servers=${etcd}`, `--etcd-prefix=${prefix}`],
    ...[`--bind-address=${LOOPBACK}`, `--advertise-address=${LOOPBACK}`, `--secure-port=${port}`],
    ...['--endpoint-reconciler-type=none', '--service-cluster-ip-range=10.0.0.0/24', '--profiling=false'],
    ...[`--cert-dir=${file('certificates')}`, `--client-ca-file=${file('ca.pem')}`],
    ...[`--tls-cert-file=${file('server.pem')}`, `--tls-private-key-file=${file('server-key.pem')}`],
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('service-accounts.pem')}`,
    `--service-account-signing-key-file=${file('service-accounts.pem')}`,
    // Pods are made by hand here, and nobody makes their service accounts.
    ...['--authorization-mode=RBAC', '--disable-admission-plugins=ServiceAccount'],
    `--authentication-token-webhook-config-file=${file(`authenticator/${WEBHOOK}`)}`,
    `--authentication-token-webhook-cache-ttl=${tokenCacheTtl}`,
  ];
}

async function writeCertificates(state: string, authority: Authority): Promise<void> {
  const server = await authority.issue({ commonName: 'kube-apiserver', hosts: [LOOPBACK, 'localhost'] });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const files = {
    'ca.pem': authority.ca,
    'server.pem': server.cert,
    'server-key.pem': server.key,
    'service-accounts.pem': privateKey.export({ type: 'sec1', format: 'pem' }),
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(state, name), text, { mode: 0o600 });
  }
}

/** kube-system is made a moment after the server is ready: whoever is first makes it. */
async function makeNamespace(post: (body: object) => Promise<{ readonly status: number }>): Promise<void> {
  const { status } = await post({ metadata: { name: 'kube-system' } });
  if (status !== 201 && status !== 409) throw new Error(`kube-system could not be made: ${status}`);
}
