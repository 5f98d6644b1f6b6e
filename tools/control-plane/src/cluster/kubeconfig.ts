import { writeFile } from 'node:fs/promises';
import type { Certificate } from '@roster/sandbox/certificates';

interface Order {
  /** Of its cluster and its context. */
  readonly name: string;
  readonly server: string;
  /** PEM */
  readonly ca: string;
  /** Absent: nobody in particular. */
  readonly client?: Certificate;
}

/** Writes a kubeconfig (JSON is YAML) of one cluster and one client certificate. */
export async function writeKubeconfig(file: string, { name, server, ca, client }: Order): Promise<void> {
  const base64 = (pem: string) => Buffer.from(pem).toString('base64');
  const user =
    client === undefined
      ? {}
      : { 'client-certificate-data': base64(client.cert), 'client-key-data': base64(client.key) };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(ca) } }],
    users: [{ name: `${name}-client`, user }],
    contexts: [{ name, context: { cluster: name, user: `${name}-client` } }],
    'current-context': name,
  };
  await writeFile(file, JSON.stringify(config, undefined, 2), { mode: 0o600 });
}
