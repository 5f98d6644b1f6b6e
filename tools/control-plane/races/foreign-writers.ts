import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { RealCluster } from '../src/index.ts';
import type { Acknowledged } from './audit.ts';
import { identityFor } from './identity.ts';
import type { Line } from './writer/line.ts';

export interface WriterOptions {
  readonly name: string;
  readonly way: 'put' | 'merge-patch' | 'json-patch' | 'kubectl';
  readonly list: 'mapRoles' | 'mapUsers';
  readonly seed: number;
}

export interface WritersOptions {
  readonly seed: number;
  /** Mean pause of a writer between two writes, in ms. */
  readonly pauseMs: number;
  /** Path of kubectl. */
  readonly kubectl: string;
}

export interface Writers extends AsyncDisposable {
  /** How many writes the slowest of them has made so far. */
  least(): number;
  /** Lets each end the write that it has begun. Error when one of them failed. */
  stop(): Promise<readonly Log[]>;
}

/** What one writer did. */
export interface Log {
  readonly name: string;
  readonly way: string;
  readonly acknowledged: readonly Acknowledged[];
  /** How often somebody else was faster, and it read and wrote again. */
  readonly conflicts: number;
  /** The rows that it has, as far as it knows. */
  readonly rows: readonly string[];
  /** Its own rows that were gone, or back: in words. */
  readonly lost: readonly string[];
}

/** Two with PUT, and one each with the two patches and kubectl; one of them works on mapUsers. */
const FIVE: readonly Omit<WriterOptions, 'seed'>[] = [
  { name: 'writer-put', way: 'put', list: 'mapRoles' },
  { name: 'writer-users', way: 'put', list: 'mapUsers' },
  { name: 'writer-merge', way: 'merge-patch', list: 'mapRoles' },
  { name: 'writer-json', way: 'json-patch', list: 'mapRoles' },
  { name: 'writer-kubectl', way: 'kubectl', list: 'mapRoles' },
];

/**
 * Starts five foreign writers on a cluster's aws-auth, each a process and a service account of its own.
 */
export async function startWriters(cluster: RealCluster, options: WritersOptions): Promise<Writers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-writers-'));
  const tokens = await Promise.all(FIVE.map(({ name }) => identityFor(cluster, name)));
  const started = await Promise.all(
    FIVE.map(async (writer, index) => {
      const kubeconfig = path.join(folder, writer.name);
      await writeFile(kubeconfig, kubeconfigOf(cluster, tokens[index] ?? ''), { mode: 0o600 });
      const ca = `${kubeconfig}.pem`;
      await writeFile(ca, cluster.ca);
      return startWriter({ ...writer, seed: options.seed + index }, { kubeconfig, ca, options });
    }),
  );
  return {
    least: () => Math.min(...started.map((writer) => writer.writes())),
    stop: () => Promise.all(started.map((writer) => writer.stop())),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(started.map((writer) => writer.kill()));
      await rm(folder, { recursive: true });
    },
  };
}

interface Place {
  readonly kubeconfig: string;
  readonly ca: string;
  readonly options: WritersOptions;
}

function startWriter(writer: WriterOptions, { kubeconfig, ca, options }: Place) {
  const { name, way, list, seed } = writer;
  const given = { kubeconfig, name, way, list, seed, kubectl: options.kubectl, pause: options.pauseMs };
  const args = Object.entries(given).map(([key, value]) => `--${key}=${String(value)}`);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'writer/main.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: path.dirname(kubeconfig), NODE_EXTRA_CA_CERTS: ca },
  });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line));
  let trouble = '';
  child.stderr.on('data', (text) => (trouble += String(text)));
  const ended = once(child, 'close');
  return {
    writes: () => {
      if (child.exitCode !== null) throw new Error(`${name} has ended: ${trouble}`);
      return lines.filter((line) => line.kind === 'wrote').length;
    },
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async (): Promise<Log> => {
      child.stdin.end();
      await ended;
      if (child.exitCode !== 0) throw new Error(`${name} failed: ${trouble}`);
      return logOf(writer, lines);
    },
  };
}

function logOf({ name, way }: WriterOptions, lines: readonly Line[]): Log {
  const end = lines.find((line) => line.kind === 'ended');
  if (end === undefined) throw new Error(`${name} did not tell how it ended`);
  return {
    ...{ name, way, conflicts: end.conflicts, rows: end.rows },
    acknowledged: lines
      .filter((line) => line.kind === 'wrote')
      .map(({ op, arn, version }) => ({ writer: name, op, arn, version })),
    lost: lines
      .filter((line) => line.kind === 'lost')
      .map(({ what, arn, version }) => `${name} found ${arn} ${what} at ${version}`),
  };
}

function kubeconfigOf({ endpoint, ca }: RealCluster, token: string): string {
  const data = Buffer.from(ca).toString('base64');
  return JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'it' },
    clusters: [{ name: 'it', cluster: { server: endpoint, 'certificate-authority-data': data } }],
    users: [{ name: 'it', user: { token } }],
    contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
  });
}
