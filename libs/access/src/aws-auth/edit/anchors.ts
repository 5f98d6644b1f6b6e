import type { AliasNode, YamlNode } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import { UneditableError } from './uneditable-error.ts';

/** Refuses to touch rows that other rows are written with: what they hold stands behind an anchor that is used. */
export function refuseAliased(list: MappingList, root: YamlNode, rows: readonly YamlNode[]): void {
  const aliases: AliasNode[] = [];
  collect(root, aliases);
  if (aliases.length === 0) return;
  const taken = aliases.flatMap((user) => {
    const at = user.target.node?.offset;
    return at === undefined ? [] : [{ at, user }];
  });
  taken.sort((one, other) => one.at - other.at);
  for (const row of rows) {
    // The first anchor in the row or behind it.
    const next = taken[firstFrom(taken, row.offset)];
    if (next === undefined || next.at >= row.end) continue;
    const why = `the row in line ${row.line + 1} holds what line ${next.user.line + 1} takes over by an alias`;
    throw new UneditableError(list, why);
  }
}

/** Where the first of these stands that is not before `offset`; they are in order. */
function firstFrom(sorted: readonly { readonly at: number }[], offset: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle]?.at ?? offset) < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

function collect(node: YamlNode, into: AliasNode[]): void {
  if (node.kind === 'alias') into.push(node);
  else if (node.kind === 'sequence') for (const item of node.items) collect(item, into);
  else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      collect(key, into);
      collect(value, into);
    }
  }
}
