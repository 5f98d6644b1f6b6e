import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** As much of the ConfigMap as these programs look at; the rest is handed back as it came. */
export interface ConfigMap {
  readonly metadata: { readonly resourceVersion: string };
  readonly data?: Readonly<Record<string, string>>;
}

/** One of the ways in which people read and write aws-auth without losing what others wrote. */
export interface Way {
  read(): Promise<ConfigMap>;
  /** Sets one list; the new resourceVersion, or undefined when the ConfigMap has moved on since it was read. */
  write(map: ConfigMap, list: string, text: string): Promise<string | undefined>;
}

export interface Access {
  readonly server: string;
  readonly token: string;
  /** A kubeconfig that holds the same two. */
  readonly kubeconfig: string;
  /** Path of kubectl, for the way of that name. */
  readonly kubectl: string;
}

const PATH = '/api/v1/namespaces/kube-system/configmaps/aws-auth';

/** GET, then PUT of the whole object: the resourceVersion in it is the precondition. */
export const put = (access: Access): Way => ({
  read: () => read(access),
  write: async (map, list, text) => {
    const body = { ...map, data: { ...map.data, [list]: text } };
    return written(await call(access, 'PUT', { body, type: 'application/json' }), 409);
  },
});

/** GET, then a merge patch that names the resourceVersion. */
export const mergePatch = (access: Access): Way => ({
  read: () => read(access),
  write: async ({ metadata: { resourceVersion } }, list, text) => {
    const body = { metadata: { resourceVersion }, data: { [list]: text } };
    return written(await call(access, 'PATCH', { body, type: 'application/merge-patch+json' }), 409);
  },
});

/** GET, then a JSON patch that tests the resourceVersion: a test that fails is answered 422. */
export const jsonPatch = (access: Access): Way => ({
  read: () => read(access),
  write: async ({ metadata: { resourceVersion } }, list, text) => {
    const body = [
      { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
      { op: 'add', path: `/data/${list}`, value: text },
    ];
    return written(await call(access, 'PATCH', { body, type: 'application/json-patch+json' }), 422);
  },
});

/** `kubectl get -o json`, then `kubectl replace -f -`, as a script around kubectl does. */
export const kubectl = ({ kubeconfig, kubectl: program }: Access): Way => {
  const run = (args: readonly string[], input = '') => {
    const done = promisify(execFile)(program, [`--kubeconfig=${kubeconfig}`, '-o', 'json', ...args]);
    done.child.stdin?.end(input);
    return done.then(({ stdout }) => JSON.parse(stdout) as ConfigMap);
  };
  return {
    read: () => run(['get', 'configmap', 'aws-auth', '-n', 'kube-system']),
    write: async (map, list, text) => {
      try {
        const body = JSON.stringify({ ...map, data: { ...map.data, [list]: text } });
        // Validation would fetch the whole OpenAPI document between the reading and the writing.
        return (await run(['replace', '--validate=false', '-f', '-'], body)).metadata.resourceVersion;
      } catch (error) {
        if (String((error as { stderr?: unknown }).stderr).includes('(Conflict)')) return undefined;
        throw error;
      }
    },
  };
};

async function read(access: Access): Promise<ConfigMap> {
  const answer = await call(access, 'GET');
  if (answer.status !== 200) throw unexpected(answer);
  return JSON.parse(answer.text) as ConfigMap;
}

interface Answer {
  readonly method: string;
  readonly status: number;
  readonly text: string;
}

function written(answer: Answer, conflict: number): string | undefined {
  if (answer.status === conflict) return undefined;
  if (answer.status !== 200) throw unexpected(answer);
  return (JSON.parse(answer.text) as ConfigMap).metadata.resourceVersion;
}

const unexpected = ({ method, status, text }: Answer) =>
  new Error(`${method} aws-auth was answered ${String(status)}: ${text.slice(0, 500)}`);

interface Sent {
  readonly body: unknown;
  readonly type: string;
}

async function call({ server, token }: Access, method: string, sent?: Sent): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(sent === undefined ? {} : { 'content-type': sent.type }),
  };
  const body = sent === undefined ? {} : { body: JSON.stringify(sent.body) };
  const response = await fetch(server + PATH, { method, headers, ...body });
  return { method, status: response.status, text: await response.text() };
}
