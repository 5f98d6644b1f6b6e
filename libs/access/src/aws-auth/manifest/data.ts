import { Fields, type Field, type MapValue, type ScalarNode, type YamlValue } from '../goyaml/index.ts';
import type { ConfigMapParts, Say } from './parts.ts';
import { repeatedKeys } from './repeated-keys.ts';

const KEYS = ['mapRoles', 'mapUsers', 'mapAccounts'];

/** The texts of `data`; undefined where kubectl would refuse them, which is said, or the rest of the ConfigMap. */
export function dataOf(map: MapValue, say: Say, decodes: boolean): ConfigMapParts['data'] {
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
  const texts = textsOf(data.fields.values(), say);
  return wrongKeys(map, data, say) || !decodes ? undefined : texts;
}

const KEY = /^(?!\.\.|\.$)[-._a-zA-Z0-9]{1,253}$/;

/** Says which keys the API server does not take (apimachinery, IsConfigMapKey); true when there are any. */
function wrongKeys(map: MapValue, data: MapValue, say: Say): boolean {
  const binary = map.fields.get('binaryData')?.value;
  const others = binary?.type === 'map' ? binary.fields : new Fields();
  const wrong = [...data.fields.values(), ...others.values()].filter(
    (field) => !KEY.test(field.name) || (data.fields.has(field.name) && others.get(field.name) === field),
  );
  for (const { name, key } of wrong) {
    const why = KEY.test(name) ? 'stands in binaryData, too' : 'may hold letters, digits, -, _ and . alone';
    say('error', 'wrong-key', `kubectl would refuse this: the key ${JSON.stringify(name)} ${why}`, key);
  }
  return wrong.length > 0;
}

function whyNoData(map: MapValue): string {
  const own = ['apiVersion', 'kind', 'metadata'].some((key) => map.fields.has(key));
  const keys = [...map.fields.names()].slice(0, 3).join(', ');
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
