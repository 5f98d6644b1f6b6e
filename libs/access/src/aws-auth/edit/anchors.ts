import type { AliasNode, YamlNode } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import { UneditableError } from './uneditable-error.ts';

/** Refuses to touch rows that other rows are written with: what they hold stands behind an anchor that is used. */
export function refuseAliased(list: MappingList, root: YamlNode, rows: readonly YamlNode[]): void {
  const aliases: AliasNode[] = [];
  collect(root, aliases);
  if (aliases.length === 0) return;
  for (const row of rows) {
    const holds = ({ start }: YamlNode) => start.offset >= row.start.offset && start.offset < row.end;
    const user = aliases.find(({ target }) => target.node !== undefined && holds(target.node));
    if (user === undefined) continue;
    const why = `the row in line ${row.start.line + 1} holds what line ${user.start.line + 1} takes over by an alias`;
    throw new UneditableError(list, why);
  }
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
