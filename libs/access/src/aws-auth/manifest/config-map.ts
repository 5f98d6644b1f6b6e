import type { Field, MapValue, ScalarNode, YamlNode, YamlValue } from '../goyaml/index.ts';
import { misfits } from './shape.ts';

/** Says that something is wrong with the manifest, at a node of it. */
export type Say = (severity: 'error' | 'warning', code: string, message: string, at: YamlNode) => void;

export interface ConfigMapParts {
  readonly name?: string;
  readonly namespace?: string;
  /** The values of `data`, with the nodes that they come from; undefined where kubectl would refuse them. */
  readonly data?: ReadonlyMap<string, { readonly text: string; readonly node: ScalarNode }>;
}

const KEYS = ['mapRoles', 'mapUsers', 'mapAccounts'];

/** Takes a ConfigMap apart as kubectl does, and says what it would refuse or nobody would read. */
export function takeApart(map: MapValue, say: Say): ConfigMapParts {
  repeatedKeys(map, say);
  const kind = textOf(map, 'kind');
  if (kind !== undefined && kind !== 'ConfigMap') {
    say('error', 'not-a-config-map', `this is a ${kind} and no ConfigMap`, map.node);
    return {};
  }
  const metadata = map.fields.get('metadata')?.value;
  const names = metadata?.type === 'map' ? metadata : undefined;
  const name = names === undefined ? undefined : textOf(names, 'name');
  const namespace = names === undefined ? undefined : textOf(names, 'namespace');
  const decodes = sayMisfits(map, say);
  aboutKind(map, kind, say);
  if (kind === 'ConfigMap' || name !== undefined)
    aboutName({ name, namespace, at: metadata?.node ?? map.node }, say);
  const data = dataOf(map, say, decodes);
  return {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(data === undefined ? {} : { data }),
  };
}

/** Says what the API server could not decode; false when there is such a thing. */
function sayMisfits(map: MapValue, say: Say): boolean {
  const all = misfits(map);
  for (const { path, expected, value } of all) {
    const quotes = expected === 'a text' && 'text' in value ? ': put it in quotes' : '';
    say('error', 'wrong-type', `kubectl would refuse this: ${path} must be ${expected}${quotes}`, value.node);
  }
  return all.length === 0;
}

function repeatedKeys(map: MapValue, say: Say): void {
  for (const key of map.repeated) {
    const hint =
      key.value === 'apiVersion' || key.value === 'kind' ? ': does --- lack between two documents?' : '';
    const message = `${key.value} stands twice: kubectl takes the last, and what the first held is gone without a word${hint}`;
    say('error', 'repeated-key', message, key);
  }
}

function textOf(map: MapValue, key: string): string | undefined {
  const value = map.fields.get(key)?.value;
  return value?.type === 'string' ? value.text : undefined;
}

function aboutKind(map: MapValue, kind: string | undefined, say: Say): void {
  const apiVersion = map.fields.get('apiVersion')?.value;
  if (kind === undefined && apiVersion === undefined && !map.fields.has('metadata')) {
    if (!map.fields.has('data')) return;
    const message =
      'this is data alone: kubectl patch takes it, kubectl apply wants apiVersion, kind and metadata too';
    say('warning', 'data-alone', message, map.node);
  } else if (kind === undefined) {
    say('error', 'no-kind', 'kubectl would refuse this: it has no kind, which must be ConfigMap', map.node);
  } else if (textOf(map, 'apiVersion') !== 'v1') {
    const at = apiVersion?.node ?? map.node;
    say('error', 'wrong-api-version', 'kubectl would refuse this: its apiVersion must be v1', at);
  }
}

interface Named {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly at: YamlNode;
}

function aboutName({ name, namespace, at }: Named, say: Say): void {
  if (name === undefined) {
    say('error', 'no-name', 'kubectl would refuse this: it has no metadata.name, which must be aws-auth', at);
    return;
  }
  if (name !== 'aws-auth') {
    say(
      'error',
      'wrong-name',
      `it is named ${name}, and nobody reads it: the authenticator reads aws-auth`,
      at,
    );
  }
  if (namespace === undefined) {
    const message =
      'it names no namespace: only in kube-system is it read, and kubectl takes the current one';
    say('warning', 'no-namespace', message, at);
  } else if (namespace !== 'kube-system') {
    const message = `it lies in ${namespace}, and nobody reads it: the authenticator reads kube-system`;
    say('error', 'wrong-namespace', message, at);
  }
}

function dataOf(map: MapValue, say: Say, decodes: boolean): ConfigMapParts['data'] {
  const stray = KEYS.flatMap((key) => map.fields.get(key) ?? []);
  for (const { name, key } of stray) {
    say('error', 'outside-of-data', `${name} must stand under data, and in a text of its own`, key);
  }
  const data = map.fields.get('data')?.value;
  if (data === undefined) {
    if (stray.length === 0) say('error', 'no-data', whyNoData(map), map.node);
    return undefined;
  }
  if (data.type === 'null') return decodes ? new Map() : undefined;
  if (data.type !== 'map') {
    say('error', 'data-not-a-map', 'kubectl would refuse this: data must be a map of texts', data.node);
    return undefined;
  }
  repeatedKeys(data, say);
  const texts = textsOf([...data.fields.values()], say);
  return decodes ? texts : undefined;
}

function whyNoData(map: MapValue): string {
  const own = ['apiVersion', 'kind', 'metadata'].some((key) => map.fields.has(key));
  const keys = [...map.fields.keys()].slice(0, 3).join(', ');
  return own ? 'it has no data' : `this is no ConfigMap: it has none of its keys, but ${keys}`;
}

/** The texts of `data`; null is an empty one, anything else is refused with all that stands beside it. */
function textsOf(fields: readonly Field[], say: Say): ConfigMapParts['data'] {
  const texts = new Map<string, { readonly text: string; readonly node: ScalarNode }>();
  let refused = false;
  for (const { name, value } of fields) {
    if (value.type === 'string') texts.set(name, { text: value.text, node: value.node });
    else if (value.type === 'null') texts.set(name, { text: '', node: value.node });
    else {
      const message = `kubectl would refuse this: ${name} must be a text, and is ${KINDS[value.type]}`;
      say('error', 'value-not-text', message, value.node);
      refused = true;
    }
  }
  return refused ? undefined : texts;
}

const KINDS: Readonly<Record<Exclude<YamlValue['type'], 'string' | 'null'>, string>> = {
  list: 'a real list: put a | behind the colon',
  map: 'a real map: put a | behind the colon, and rows below it',
  boolean: 'true or false: put it in quotes',
  number: 'a number: put it in quotes',
  notFinite: 'a number: put it in quotes',
};
