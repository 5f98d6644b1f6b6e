import fc from 'fast-check';
import type { Call } from '../kubernetes-client.ts';
import { AWS_AUTH, COLLECTION, JSON_PATCH, MERGE, STRATEGIC } from './rig.ts';

/** What the request that is made from an order knows of the object as it stands. */
export interface Standing {
  readonly resourceVersion: string;
  readonly uid: string;
}

/** A request about aws-auth, made when its turn comes. */
export type WriteOrder = (now: Standing) => Call;

type Fields = Readonly<Record<string, unknown>>;

const CURRENT = '<current>';
const STALE = '<stale>';
const ANY = ['text', '', '- row\n', null, 1, true, [], {}, ['x'], { a: 'b' }] as const;

const some = (key: string, ...values: readonly unknown[]) =>
  fc.constantFrom(...values.map((value) => ({ [key]: value })));
const data = fc.dictionary(
  fc.constantFrom('mapRoles', 'mapUsers', 'x'),
  fc.constantFrom('text', '', '- row\n'),
  {
    maxKeys: 3,
  },
);
const labels = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('b', 'c', ''), { maxKeys: 2 });

/** What is right, or at least no error. */
const metadata = fc.record(
  {
    resourceVersion: fc.constantFrom(CURRENT, '', '0', null),
    uid: fc.constantFrom(CURRENT, '', null),
    labels,
  },
  { requiredKeys: [] },
);
const content = fc.record(
  {
    data: fc.oneof(data, fc.constant(null)),
    kind: fc.constantFrom('ConfigMap', '', null),
    apiVersion: fc.constantFrom('v1', '', null),
    immutable: fc.constantFrom(false, null),
  },
  { requiredKeys: [] },
);

/** One thing about the metadata, or about the rest, that may be wrong; of two wrong things nobody asks which is told. */
const metadataTwist: fc.Arbitrary<Fields> = fc.oneof(
  some('resourceVersion', STALE, 'abc', '-1', 7, {}),
  some('uid', '11111111-1111-1111-1111-111111111111', 1),
  some('name', 'other', '', null, 1, 'Bad_Name'),
  some('namespace', 'kube-system', 'other', '', null, 1),
  some('labels', { a: 1 }, { a: 'b c' }, { a: null }, 'x', null, []),
  some('annotations', { a: 'b' }, { a: 'b c' }, { a: {} }, null, 'x'),
);
const twist: fc.Arbitrary<Fields> = fc.oneof(
  fc.constantFrom(...ANY).map((value) => ({ data: { mapRoles: value } })),
  some('data', ...ANY, { 'not a key': 'x' }, { mapRoles: null, x: '1' }),
  some('binaryData', { b: 'eA==' }, { x: 'eA==' }, null, { b: 1 }),
  some('kind', 'Secret', 1, {}),
  some('apiVersion', 'v2', 'apps/v1', 1),
  some('immutable', true, false, 'yes', 1),
  some('metadata', null, 'x', {}),
  some('unknown', 1),
);

/** An object: all right, or with one twist. */
const object = (meta: Fields): fc.Arbitrary<Fields> =>
  fc
    .tuple(
      metadata,
      content,
      fc.oneof(
        metadataTwist.map((it) => [it, {}]),
        twist.map((it) => [{}, it]),
        fc.constant([{}, {}]),
      ),
    )
    .map(([right, rest, [inMeta, inRest]]) => ({
      metadata: { ...meta, ...right, ...inMeta },
      ...rest,
      ...inRest,
    }));

const paths = [
  ...['/data/mapRoles', '/data/mapRoles', '/data/x', '/data/a~1b', '/data', '/nope', '/data/x/y'],
  ...['/metadata/labels/a', '/metadata/labels', '/metadata/name', '/immutable'],
];
const op = fc.constantFrom('add', 'add', 'replace', 'remove', 'test', 'move', 'copy', 'frob');
const path = fc.constantFrom(...paths);
const ofVersion = {
  path: fc.constant('/metadata/resourceVersion'),
  value: fc.constantFrom(CURRENT, STALE, 'abc'),
};
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ op, path, from: path, value: fc.constantFrom(...ANY) }) },
  fc.record({ op, path, value: fc.constantFrom(...ANY) }),
  fc.record({ op: fc.constantFrom('add', 'replace', 'test'), ...ofVersion }),
);
const oddPatch = fc.constantFrom<unknown>(
  ...[[{ op: 1 }], [{ op: 'add' }], [{ op: 'test', path: null }], ['add'], [null], [{}], [], {}, 'x', null],
  ...['add', 'replace', 'remove'].map((op) => [{ op, path: '', value: {} }]),
);
const broken = fc.constantFrom(
  '{',
  '',
  '"x"',
  '[]',
  '1',
  '{"metadata":{"name":"aws-auth"},"data":{"a":"1","a":"2"}}',
);

const named = object({ name: 'aws-auth' });

/** Requests that write aws-auth, right ones and wrong ones. */
export const writeOrder: fc.Arbitrary<WriteOrder> = fc.oneof(
  order('PATCH', MERGE, fc.oneof({ weight: 9, arbitrary: object({}) }, fc.constant(null))),
  order('PATCH', STRATEGIC, fc.oneof({ weight: 9, arbitrary: object({}) }, fc.constant(null))),
  order('PATCH', JSON_PATCH, fc.oneof({ weight: 9, arbitrary: fc.array(step, { maxLength: 2 }) }, oddPatch)),
  order('PUT', 'application/json', named),
  order('POST', 'application/json', named),
  order('DELETE', '', fc.constant('')),
);

function order(method: string, type: string, body: fc.Arbitrary<unknown>): fc.Arbitrary<WriteOrder> {
  const bodies = type === '' ? body : fc.oneof({ weight: 9, arbitrary: body }, broken);
  const dry = fc.constantFrom('', '', '', '', '?dryRun=All');
  const right = fc.tuple(bodies, dry);
  const odd = fc.constant([type === '' ? '' : '{}', '?dryRun=some'] as const);
  return fc.oneof({ weight: 30, arbitrary: right }, odd).map(([made, query]) => {
    const content = typeof made === 'string' ? made : JSON.stringify(made);
    const path = (method === 'POST' ? COLLECTION : AWS_AUTH) + query;
    const describe = () => `${method} ${type} ${path} ${content}`;
    const make = (now: Standing) => {
      const body = filled(content, now);
      return { method, path, type, ...(body === '' && type === '' ? {} : { body }) };
    };
    return Object.assign(make, { toString: describe, [fc.toStringMethod]: describe });
  });
}

/** The placeholders filled with what stands: a uid where a uid is asked for. */
function filled(content: string, { resourceVersion, uid }: Standing): string {
  return content
    .replaceAll(`"uid":"${CURRENT}"`, `"uid":"${uid}"`)
    .replaceAll(CURRENT, resourceVersion)
    .replaceAll(STALE, '1');
}
