import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Scalar } from 'yaml';
import type { Path } from './explain-issue.ts';

/** What a YAML document says; and where (offsets in the text) it cannot be read. */
export interface Values {
  readonly value: unknown;
  readonly problems: readonly { readonly offset: number; readonly message: string }[];
}

/** Aliases may make much of little; nobody's fleet is that deep or that large. */
const MAX_DEPTH = 40;
const MAX_NODES = 3_000_000;

/**
 * Reads scalars as the text that stands there, whatever YAML makes of it, so that the account 012345678901 keeps its
 * zero and the label 1.30 its end (facts.md: YAML in TypeScript). Numbers are read where a number is meant, and empty
 * values as null.
 */
export function valuesOf(document: Document): Values {
  const problems: { offset: number; message: string }[] = [];
  let nodes = 0;
  const refuse = (node: Node, message: string) => {
    problems.push({ offset: node.range?.[0] ?? 0, message });
    return null;
  };

  function read(node: unknown, path: Path): unknown {
    nodes += 1;
    if (isAlias(node)) return alias(node, node.resolve(document), path);
    if (isScalar(node)) return textOf(node, path);
    if (isSeq(node) || isMap(node)) {
      if (path.length > MAX_DEPTH) return refuse(node, 'is nested too deep');
      if (nodes > MAX_NODES) return problems.length > 0 ? null : refuse(node, 'says too much by its aliases');
      return isSeq(node) ? node.items.map((item, index) => read(item, [...path, index])) : map(node, path);
    }
    return null;
  }

  function alias(node: Node & { readonly source: string }, target: Node | undefined, path: Path): unknown {
    return target === undefined
      ? refuse(node, `there is no anchor &${node.source} above`)
      : read(target, path);
  }

  function map(
    node: Node & { readonly items: readonly { key: unknown; value: unknown }[] },
    path: Path,
  ): unknown {
    const entries = node.items.map(({ key, value }) => {
      const name = isScalar(key) ? key.source : undefined;
      if (name === undefined || name === '__proto__') {
        refuse((key as Node | null) ?? node, 'a key must be a plain text');
        return [];
      }
      return [[name, read(value, [...path, name])] as const];
    });
    return Object.fromEntries(entries.flat());
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
