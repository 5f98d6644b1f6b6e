import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Node,
  type Scalar,
} from 'yaml';
import type { Path } from './explain-issue.ts';

/** What a YAML document says; and where (offsets in the text) it cannot be read. */
export interface Values {
  readonly value: unknown;
  readonly problems: readonly { readonly offset: number; readonly message: string }[];
}

/** What each alias stands for. */
export type Aliases = ReadonlyMap<unknown, Node>;

/** Aliases may make much of little; nobody's fleet is that deep or that large (10,000 clusters: 300,000 nodes). */
const MAX_DEPTH = 40;
const MAX_NODES = 2_000_000;

/** Finds in one pass what the library would look for anew at each alias: the last anchor of that name above it. */
export function aliasesOf(document: Document): Aliases {
  const anchors = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  visit(document, {
    Alias: (_key, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) aliases.set(alias, target);
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return aliases;
}

/**
 * Reads scalars as the text that stands there, whatever YAML makes of it, so that the account 012345678901 keeps its
 * zero and the label 1.30 its end (facts.md: YAML in TypeScript). Numbers are read where a number is meant, and empty
 * values as null.
 */
export function valuesOf(document: Document, aliases: Aliases): Values {
  const problems: { offset: number; message: string }[] = [];
  let nodes = 0;
  const refuse = (node: unknown, message: string) => {
    problems.push({ offset: (node as Node | null)?.range?.[0] ?? 0, message });
    return null;
  };

  function read(written: unknown, path: Path): unknown {
    const node = aliases.get(written) ?? written;
    nodes += 1;
    if (isScalar(node)) return textOf(node, path);
    if (isAlias(node)) return refuse(node, `there is no anchor &${node.source} above`);
    if (!isSeq(node) && !isMap(node)) return null;
    if (path.length > MAX_DEPTH) return refuse(node, 'is nested too deep');
    if (nodes > MAX_NODES) return problems.length > 0 ? null : refuse(node, 'says too much by its aliases');
    if (isSeq(node)) return node.items.map((item, index) => read(item, [...path, index]));
    const seen = new Set<string>();
    return Object.fromEntries(node.items.flatMap(({ key, value }) => entry({ key, value }, path, seen)));
  }

  function entry(
    { key, value }: { readonly key: unknown; readonly value: unknown },
    path: Path,
    seen: Set<string>,
  ): readonly (readonly [string, unknown])[] {
    const name = isScalar(key) ? key.source : undefined;
    if (name !== undefined && name !== '__proto__') {
      if (seen.size === seen.add(name).size) refuse(key, 'Map keys must be unique');
      return [[name, read(value, [...path, name])]];
    }
    refuse(key, isMap(key) ? 'a text that begins with {{ needs quotes' : 'a key must be a plain text');
    return [];
  }

  return { value: read(document.contents, []), problems };
}

const NUMBERS = /^rollout\.failureBudget$|^clusters\.\d+\.checks\.pods\.\d+\.min$/;

function textOf({ value, source }: Scalar, path: Path): unknown {
  if (value === null) return null;
  if (typeof value === 'number' && NUMBERS.test(path.join('.'))) return value;
  // Every scalar of a parsed document has its source: what stands there, without quotes.
  return source ?? '';
}
