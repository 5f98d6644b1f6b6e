import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a cluster is: what DescribeCluster tells. */
export interface Place {
  readonly name: string;
  readonly region: string;
  readonly endpoint: string;
  /** Base64 of PEM. */
  readonly ca: string;
}

/** A program that prints an ExecCredential for one cluster. */
export interface Plugin {
  readonly name: string;
  readonly command: string;
  readonly args: (place: Place) => readonly string[];
}

/** Writes the kubeconfig that people have, a context a cluster, each with the exec plugin; gives its path. */
export async function writeKubeconfig(
  folder: string,
  places: readonly Place[],
  { name, command, args }: Plugin,
): Promise<string> {
  const exec = (place: Place) => ({
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command,
    args: args(place),
    interactiveMode: 'Never',
  });
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: places.map(({ name: cluster, endpoint, ca }) => ({
      name: cluster,
      cluster: { server: endpoint, 'certificate-authority-data': ca },
    })),
    users: places.map((place) => ({ name: place.name, user: { exec: exec(place) } })),
    contexts: places.map(({ name: cluster }) => ({
      name: cluster,
      context: { cluster, user: cluster },
    })),
  };
  const file = path.join(folder, `${name}.kubeconfig`);
  await writeFile(file, JSON.stringify(config));
  return file;
}
