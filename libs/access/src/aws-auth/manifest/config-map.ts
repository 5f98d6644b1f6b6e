import type { MapValue, ScalarNode, YamlValue } from '../goyaml/index.ts';

/** Says that something is wrong with the manifest, at a node of it. */
export type Say = (
  severity: 'error' | 'warning',
  code: string,
  message: string,
  at: YamlValue | ScalarNode,
) => void;

export interface ConfigMapParts {
  readonly name?: string;
  readonly namespace?: string;
  /** The values of `data`, with the nodes that they come from. */
  readonly data?: ReadonlyMap<string, { readonly text: string; readonly node: ScalarNode }>;
}

const KEYS = ['mapRoles', 'mapUsers', 'mapAccounts'];

/** Takes a ConfigMap apart as kubectl does, and says what it would refuse or nobody would read. */
export function takeApart(map: MapValue, say: Say): ConfigMapParts {
  repeatedKeys(map, say);
  const kind = textOf(map, 'kind');
  const metadata = map.fields.get('metadata')?.value;
  if (kind !== undefined && kind !== 'ConfigMap')
    say('error', 'not-a-config-map', `is a ${kind}, not a ConfigMap`, map);
  else if (kind === undefined) {
    say(
      'warning',
      'no-kind',
      'has no kind: kubectl apply would refuse it; kubectl patch takes such data',
      map,
    );
  } else if (textOf(map, 'apiVersion') !== 'v1') {
    say(
      'error',
      'wrong-api-version',
      'apiVersion must be v1: kubectl would refuse it',
      map.fields.get('apiVersion')?.value ?? map,
    );
  }
  const named = metadata?.type === 'map' ? metadata : undefined;
  const name = named === undefined ? undefined : textOf(named, 'name');
  const namespace = named === undefined ? undefined : textOf(named, 'namespace');
  if (kind === 'ConfigMap') aboutName({ name, namespace, at: metadata ?? map }, say);
  const data = dataOf(map, say);
  return {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(data === undefined ? {} : { data }),
  };
}

function repeatedKeys(map: MapValue, say: Say): void {
  for (const key of map.repeated) {
    say(
      'error',
      'repeated-key',
      `${key.value} stands twice: kubectl takes the last, what stands before it is gone`,
      key,
    );
  }
}

function textOf(map: MapValue, key: string): string | undefined {
  const value = map.fields.get(key)?.value;
  return value?.type === 'string' ? value.text : undefined;
}

interface Named {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly at: YamlValue;
}

function aboutName({ name, namespace, at }: Named, say: Say): void {
  if (name === undefined) say('error', 'no-name', 'has no metadata.name: kubectl would refuse it', at);
  else if (name !== 'aws-auth')
    say('error', 'wrong-name', `is named ${name}: the authenticator reads aws-auth only`, at);
  if (namespace !== undefined && namespace !== 'kube-system') {
    say('error', 'wrong-namespace', `lies in ${namespace}: the authenticator reads kube-system only`, at);
  }
}

function dataOf(map: MapValue, say: Say): ConfigMapParts['data'] {
  const data = map.fields.get('data')?.value;
  const stray = KEYS.filter((key) => map.fields.has(key));
  if (data === undefined) {
    const where = stray.length > 0 ? `: ${stray.join(', ')} must stand under data` : '';
    say('error', 'no-data', `has no data${where}`, map);
    return undefined;
  }
  if (data.type === 'null') return new Map();
  if (data.type !== 'map') {
    say('error', 'data-not-a-map', 'data is no map', data);
    return undefined;
  }
  repeatedKeys(data, say);
  const values = [...data.fields.values()];
  const wrong = values.filter(({ value }) => value.type !== 'string' && value.type !== 'null');
  for (const { name, value } of wrong) {
    say(
      'error',
      'value-not-text',
      `${name} is a ${value.type}: a ConfigMap holds texts; put a | behind its colon`,
      value,
    );
  }
  if (wrong.length > 0) return undefined;
  return new Map(
    values.flatMap(({ name, value }) =>
      value.type === 'string' ? [[name, { text: value.text, node: value.node }] as const] : [],
    ),
  );
}
