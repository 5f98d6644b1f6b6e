import type { ScalarNode } from './node.ts';
import { Scalar } from './scalar.ts';
import { resolvePlain, type ScalarType } from './resolve-plain.ts';
import { resolveTagged } from './resolve-tagged.ts';

export interface ScalarValue {
  readonly type: ScalarType;
  readonly text: string;
  readonly node: ScalarNode;
}

/**
 * What a scalar is, and its text (resolve.go, decode.go): quoted ones are strings, plain ones are what YAML 1.1 says;
 * of a tag of YAML see `resolveTagged`.
 * @throws YamlError for what is not of the type that its tag names.
 */
export function resolveScalar(node: ScalarNode): ScalarValue {
  if (node instanceof Scalar) return node;
  if (node.tag !== '') return { ...resolveTagged(node), node };
  const plain = node.style === 'plain' || node.style === 'empty';
  return { type: plain ? resolvePlain(node.value) : 'string', text: node.value, node };
}
