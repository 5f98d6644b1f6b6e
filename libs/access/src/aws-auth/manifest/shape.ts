import { decodeBase64, numberOf, type YamlValue } from '../goyaml/index.ts';

/** A value that the API server cannot decode into the field of a ConfigMap where it stands. */
export interface Misfit {
  readonly path: string;
  readonly expected: string;
  readonly value: YamlValue;
}

type Shape =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'time'
  | 'base64'
  | 'anything'
  | { readonly every: Shape }
  | { readonly items: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

const texts = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, 'text' as const]));

/** k8s.io/api/core/v1 ConfigMap and its ObjectMeta, but for `data`, of which there is more to say. Fields beside these are let be. */
const CONFIG_MAP: Shape = {
  fields: {
    ...texts('kind apiVersion'),
    immutable: 'boolean',
    binaryData: { every: 'base64' },
    metadata: {
      fields: {
        ...texts('name generateName namespace selfLink uid resourceVersion'),
        generation: 'integer',
        creationTimestamp: 'time',
        deletionTimestamp: 'time',
        deletionGracePeriodSeconds: 'integer',
        labels: { every: 'text' },
        annotations: { every: 'text' },
        finalizers: { items: 'text' },
        ownerReferences: {
          items: {
            fields: {
              ...texts('apiVersion kind name uid'),
              controller: 'boolean',
              blockOwnerDeletion: 'boolean',
            },
          },
        },
        managedFields: {
          items: {
            fields: {
              ...texts('manager operation apiVersion fieldsType subresource'),
              time: 'time',
              fieldsV1: 'anything',
            },
          },
        },
      },
    },
  },
};

/** Everything in a ConfigMap beside its data that the API server refuses; null is taken everywhere. */
export function misfits(map: YamlValue): readonly Misfit[] {
  return misfitsOf(map, CONFIG_MAP, '');
}

function misfitsOf(value: YamlValue, shape: Shape, path: string): readonly Misfit[] {
  if (value.type === 'null') return [];
  if (typeof shape === 'string') {
    return FITS[shape].fits(value) ? [] : [{ path, expected: FITS[shape].name, value }];
  }
  if ('items' in shape) {
    if (value.type !== 'list') return [{ path, expected: 'a list', value }];
    return value.items.flatMap((item) => misfitsOf(item, shape.items, path));
  }
  if (value.type !== 'map') return [{ path, expected: 'a map', value }];
  const each = 'every' in shape ? () => shape.every : (name: string) => shape.fields[name] ?? 'anything';
  return Array.from(value.fields.values(), (field) =>
    misfitsOf(field.value, each(field.name), path === '' ? field.name : `${path}.${field.name}`),
  ).flat();
}

const FITS: Readonly<
  Record<Shape & string, { readonly name: string; readonly fits: (value: YamlValue) => boolean }>
> = {
  text: { name: 'a text', fits: ({ type }) => type === 'string' },
  boolean: { name: 'true or false', fits: ({ type }) => type === 'boolean' },
  integer: {
    name: 'a whole number',
    fits: (value) =>
      value.type === 'number' && (numberOf(value.text) === 'integer' || Number.isInteger(Number(value.text))),
  },
  time: { name: 'a time', fits: (value) => value.type === 'string' && TIME.test(value.text) },
  base64: {
    name: 'base64',
    fits: (value) => value.type === 'string' && decodeBase64(value.text) !== undefined,
  },
  anything: { name: 'anything', fits: () => true },
};

/** RFC 3339. */
const TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)$/;
