import type { ScalarNode, YamlNode } from '../goyaml/index.ts';

/** Says that something is wrong with the manifest, at a node of it. */
export type Say = (severity: 'error' | 'warning', code: string, message: string, at: YamlNode) => void;

export interface ConfigMapParts {
  /** What the document says that it is. */
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** The values of `data`, with the nodes that they come from; undefined where kubectl would refuse them. */
  readonly data?: ReadonlyMap<string, { readonly text: string; readonly node: ScalarNode }>;
}
