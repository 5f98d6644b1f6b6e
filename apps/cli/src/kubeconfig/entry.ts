import { isList, isMap, type Plain, type PlainMap } from './plain.ts';

/** What one cluster adds to a kubeconfig. */
export interface KubeconfigEntry {
  /** The cluster's ARN. */
  readonly cluster: string;
  readonly server: string;
  /** Base64 of PEM, as DescribeCluster gives it. */
  readonly certificateAuthority: string;
  readonly exec: {
    readonly command: string;
    /** What stands before `token`: the script, where the command is Node. */
    readonly script: readonly string[];
    /** The options of `roster token`. */
    readonly options: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
  /** The context's name; absent: that of the entry. */
  readonly alias?: string;
  readonly namespace?: string;
  /** Whether it becomes the current context even where there is one. */
  readonly use: boolean;
}

/** The name of our own entries: nobody else's are called so, and theirs stay. */
export const entryName = (cluster: string): string => `roster/${cluster}`;

export const contextName = ({ alias, cluster }: KubeconfigEntry): string => alias ?? entryName(cluster);

/**
 * A kubeconfig with the cluster's entries: added, or renewed where they stand. What Roster owns is replaced (server,
 * CA, the command and its arguments); what people added to them stays (namespace, proxy-url, tls-server-name, env,
 * further arguments, fields that we do not know).
 */
export function withEntry(config: PlainMap, entry: KubeconfigEntry): PlainMap {
  const [name, context] = [entryName(entry.cluster), contextName(entry)];
  const namespace = entry.namespace === undefined ? {} : { namespace: entry.namespace };
  const current = config['current-context'];
  return {
    ...config,
    clusters: put(config['clusters'], name, 'cluster', (cluster) => ({
      ...cluster,
      server: entry.server,
      'certificate-authority-data': entry.certificateAuthority,
    })),
    contexts: put(config['contexts'], context, 'context', (before) => ({
      ...before,
      ...{ cluster: name, user: name },
      ...namespace,
    })),
    users: put(config['users'], name, 'user', (user) => ({
      ...user,
      exec: execOf(entry, mapOf(user['exec'])),
    })),
    ...(entry.use || !current ? { 'current-context': context } : {}),
  };
}

const mapOf = (value: Plain | undefined): PlainMap => (isMap(value) ? value : {});

const textOf = (value: Plain | undefined): string => (typeof value === 'string' ? value : '');

/** Renews the body of the item of that name, or adds one. */
function put(list: Plain | undefined, name: string, key: string, renew: (body: PlainMap) => PlainMap): Plain {
  const items = isList(list) ? list : [];
  if (!items.some((item) => mapOf(item)['name'] === name)) return [...items, { name, [key]: renew({}) }];
  return items.map((item) => {
    const found = mapOf(item);
    return found['name'] === name ? { ...found, [key]: renew(mapOf(found[key])) } : item;
  });
}

function execOf({ exec }: KubeconfigEntry, before: PlainMap): PlainMap {
  const ours = Object.entries(exec.env).map(([name, value]) => ({ name, value }));
  const theirs = isList(before['env']) ? before['env'] : [];
  const kept = theirs.filter((one) => !Object.hasOwn(exec.env, textOf(mapOf(one)['name'])));
  const { ahead, behind } = furtherArguments(before['args']);
  return {
    interactiveMode: 'Never',
    provideClusterInfo: false,
    ...before,
    apiVersion: 'client.authentication.k8s.io/v1',
    command: exec.command,
    args: [...(exec.script.length > 0 ? ahead : []), ...exec.script, 'token', ...exec.options, ...behind],
    ...(ours.length > 0 ? { env: [...kept, ...ours] } : {}),
  };
}

const OUR_OPTIONS = ['--cluster', '--region', '--role'];

/** Arguments that are not ours: options of Node ahead of the script, and options behind `token` that we do not set. */
function furtherArguments(args: Plain | undefined): {
  readonly ahead: readonly Plain[];
  readonly behind: Plain[];
} {
  const all = isList(args) ? args : [];
  const at = all.indexOf('token');
  if (at < 0) return { ahead: [], behind: [] };
  const behind: Plain[] = [];
  for (let index = at + 1; index < all.length; index += 1) {
    const one = all[index] ?? '';
    if (OUR_OPTIONS.some((option) => textOf(one).startsWith(`${option}=`))) continue;
    if (OUR_OPTIONS.includes(textOf(one))) index += 1;
    else behind.push(one);
  }
  return { ahead: all.slice(0, Math.max(0, at - 1)), behind };
}
