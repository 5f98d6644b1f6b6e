import type { MappingNode, SequenceNode, YamlNode } from '@roster/access/goyaml';
import { jsonForOthers, yamlForOthers } from '@roster/catalog';
import { isDeepStrictEqual } from 'node:util';
import { isList, isMap, type Plain, type PlainMap, type ReadYaml } from './plain.ts';

/**
 * The text with the fewest changes that make it say `after`: every line that says the same stays to the byte, with its
 * comments, quotes and style. What is shared by anchors may not come out as wanted: who calls reads it back.
 */
export function editYaml({ text, root, value }: ReadYaml, after: PlainMap): string {
  const editor = new Editor(text, listsAreIndented(root));
  if (root === undefined || value === null || isBareFlow(text, root)) editor.writeRoot(root, after);
  else editor.edit({ node: root, flow: false, keyColumn: -2 }, value, after);
  return editor.result();
}

/** A node, and where it stands. */
interface Spot {
  readonly node: YamlNode;
  /** Whether it stands within `{}` or `[]`. */
  readonly flow: boolean;
  /** The column of its key; of an item, of what follows its dash. */
  readonly keyColumn: number;
  /** The offset behind the colon of its key, if it has one. */
  readonly colon?: number;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

class Editor {
  private readonly text: string;
  private readonly indentLists: boolean;
  private readonly splices: Splice[] = [];

  constructor(text: string, indentLists: boolean) {
    this.text = text;
    this.indentLists = indentLists;
  }

  result(): string {
    const newline = /^[^\n]*\r\n/.test(this.text) ? '\r\n' : '\n';
    let [out, at] = ['', 0];
    for (const { start, end, text } of this.splices.toSorted((a, b) => a.start - b.start)) {
      out += this.text.slice(at, start);
      // New lines behind a last line that has no end.
      if (text.endsWith('\n') && !/(?:^|\n)\ufeff?$/.test(out)) out += newline;
      out += text.replaceAll('\n', newline);
      at = end;
    }
    return out + this.text.slice(at);
  }

  writeRoot(root: YamlNode | undefined, after: PlainMap): void {
    const start = root?.offset ?? this.text.length;
    const end = root?.end ?? start;
    const lineStart = this.text.lastIndexOf('\n', start - 1) + 1;
    const alone = /^\ufeff?[ \t]*$/.test(this.text.slice(lineStart, start));
    const rest = /^[ \t]*\r?(?:\n|$)/.exec(this.text.slice(end))?.[0].length ?? 0;
    const from = alone && !this.text.startsWith('\ufeff', lineStart) ? lineStart : start;
    this.splices.push({ start: from, end: end + rest, text: this.block(after).join('\n') + '\n' });
  }

  edit(spot: Spot, before: Plain | undefined, after: Plain): void {
    if (isDeepStrictEqual(before, after)) return;
    const { node } = spot;
    const bare = !spot.flow && isBareFlow(this.text, node);
    if (node.kind === 'mapping' && isMap(before) && isMap(after) && !bare)
      this.editMap(spot, node, before, after);
    else if (
      node.kind === 'sequence' &&
      isList(before) &&
      isList(after) &&
      after.length >= before.length &&
      !bare
    )
      this.editList(spot, node, before, after);
    else this.replace(spot, after);
  }

  private editMap({ flow }: Spot, node: MappingNode, before: PlainMap, after: PlainMap): void {
    const added: [string, Plain][] = [];
    for (const [key, value] of Object.entries(after)) {
      if (isDeepStrictEqual(before[key], value)) continue;
      const entry = node.entries.findLast((one) => one.key.kind === 'scalar' && one.key.value === key);
      if (entry === undefined) added.push([key, value]);
      else {
        const { column: keyColumn } = entry.key;
        this.edit(
          { node: entry.value, flow: flow || node.flow, keyColumn, colon: entry.colon },
          before[key],
          value,
        );
      }
    }
    if (added.length === 0) return;
    const last = node.entries.at(-1);
    if (node.flow) {
      const children = added.map(([key, value]) => `${jsonForOthers(key)}: ${jsonForOthers(value)}`);
      const end = last === undefined ? undefined : Math.max(last.key.end, last.colon, last.value.end);
      this.addToFlow(node, last?.key.offset, end, children);
    } else this.addLines(node, node.entries[0]?.key.column ?? 0, this.block(Object.fromEntries(added)));
  }

  private editList(
    { flow }: Spot,
    node: SequenceNode,
    before: readonly Plain[],
    after: readonly Plain[],
  ): void {
    for (const [index, item] of node.items.entries()) {
      const spot = { node: item, flow: flow || node.flow, keyColumn: item.column };
      this.edit(spot, before[index], after[index] ?? null);
    }
    const added = after.slice(before.length);
    if (added.length === 0) return;
    const last = node.items.at(-1);
    if (node.flow) this.addToFlow(node, last?.offset, last?.end, added.map(jsonForOthers));
    else this.addLines(node, node.dashColumn, this.block(added));
  }

  /** Behind the last child, each on a line of its own where the last one has one. */
  private addToFlow(
    node: YamlNode,
    lastStart: number | undefined,
    lastEnd: number | undefined,
    children: string[],
  ) {
    const start = lastEnd ?? node.end - 1;
    const lead = /\n[ \t]*$/.exec(this.text.slice(0, lastStart ?? 0))?.[0] ?? ' ';
    const text = children.map((child, index) =>
      lastEnd === undefined && index === 0 ? child : `,${lead}${child}`,
    );
    this.splices.push({ start, end: start, text: text.join('') });
  }

  private addLines({ end }: YamlNode, column: number, lines: readonly string[]): void {
    const start = this.lineAfter(end);
    const text = lines.map((line) => `${' '.repeat(column)}${line}\n`).join('');
    this.splices.push({ start, end: start, text });
  }

  /** Where the next line begins. */
  private lineAfter(offset: number): number {
    if (this.text[offset - 1] === '\n') return offset;
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end + 1;
  }

  private replace({ node, flow, keyColumn, colon }: Spot, value: Plain): void {
    const { offset, end } = node;
    const onNextLine = this.text.slice(colon ?? offset, offset).includes('\n') && offset < end;
    const start = onNextLine ? offset : Math.min(colon ?? offset, offset);
    const space = /[:-]/.test(this.text[start - 1] ?? '') ? ' ' : '';
    if (flow || isInline(value)) {
      const inline = flow ? jsonForOthers(value) : (this.block(value)[0] ?? '');
      this.splices.push({ start, end: Math.max(start, end), text: space + inline });
      return;
    }
    const lines = this.block(value);
    if (onNextLine || colon === undefined) {
      this.splices.push({ start, end, text: space + lines.join(`\n${' '.repeat(node.column)}`) });
      return;
    }
    const column = keyColumn + (isList(value) && !this.indentLists ? 0 : 2);
    const indented = lines.map((line) => `${' '.repeat(column)}${line}`);
    // A comment behind the key stays there.
    const [comment = ''] = /^[ \t]+#[^\r\n]*/.exec(this.text.slice(end)) ?? [];
    this.splices.push({ start, end: end + comment.length, text: `${comment}\n${indented.join('\n')}` });
  }

  private block(value: Plain): readonly string[] {
    return yamlForOthers(value, { indentLists: this.indentLists }).trimEnd().split('\n');
  }
}

const isInline = (value: Plain): boolean =>
  isList(value) ? value.length === 0 : !isMap(value) || Object.keys(value).length === 0;

/** `[]` or `{}` with nothing in it, not even a comment. */
function isBareFlow(text: string, node: YamlNode): boolean {
  return /^(?:\[\s*\]|\{\s*\})$/.test(text.slice(node.offset, node.end));
}

/** kubectl writes lists at the column of their key; a file that does otherwise keeps its own way. */
function listsAreIndented(root: YamlNode | undefined): boolean {
  if (root?.kind !== 'mapping') return false;
  return root.entries.some(
    ({ key, value }) => value.kind === 'sequence' && !value.flow && value.dashColumn > key.column,
  );
}
