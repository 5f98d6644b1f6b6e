import type { MapValue, YamlNode } from '../goyaml/index.ts';
import { dataOf } from './data.ts';
import type { ConfigMapParts, Say } from './parts.ts';
import { repeatedKeys } from './repeated-keys.ts';
import { misfits } from './shape.ts';

/** Takes a ConfigMap apart as kubectl does, and says what it would refuse or nobody would read. */
export function takeApart(map: MapValue, say: Say): ConfigMapParts {
  repeatedKeys(map, say);
  const kind = textOf(map, 'kind');
  if (kind !== undefined && kind !== 'ConfigMap') {
    say('error', 'not-a-config-map', `this is a ${kind} and no ConfigMap`, map.node);
    return { kind };
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
  if (name === 'aws-auth') aboutImmutable(map, say);
  return {
    ...(kind === undefined ? {} : { kind }),
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

/** core/v1, ConfigMap: "data cannot be updated (only object metadata can be modified)". */
function aboutImmutable(map: MapValue, say: Say): void {
  const value = map.fields.get('immutable')?.value;
  if (value?.type !== 'boolean' || !/^(?:true|yes|on|y)$/i.test(value.text)) return;
  const message =
    'immutable: true: from then on Kubernetes refuses every change of its rows, whoever makes it, until it is deleted';
  say('error', 'immutable', message, value.node);
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
