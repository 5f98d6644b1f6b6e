import { Fields, type ScalarNode, type YamlValue } from '../goyaml/index.ts';

/** A text is not JSON. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Parses the JSON value at an offset as encoding/json does, whatever follows it, into the values that YAML gives:
 * kubectl's JSON never meets goyaml, whose escapes, line ends and lengths of keys are others. Lines and columns of the
 * nodes are not filled in.
 * @throws JsonError
 */
export function parseJson(text: string, offset: number): { readonly value: YamlValue; readonly end: number } {
  const parser = new JsonParser(text, offset);
  const value = parser.value(0);
  return { value, end: parser.at };
}

/** As deep as encoding/json goes, or as our own stack does. */
const DEEPEST = 1000;
const SCALAR = /(?<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|true|false|null/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class JsonParser {
  private readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(depth: number): YamlValue {
    if (depth > DEEPEST) this.fail(`the text is nested more than ${DEEPEST} deep`);
    const start = this.at;
    if (this.take('{')) return this.map(start, depth);
    if (this.take('[')) return this.list(start, depth);
    return this.text.charAt(this.at) === '"' ? this.string() : this.scalar();
  }

  private list(start: number, depth: number): YamlValue {
    const items: YamlValue[] = [];
    if (!this.take(']')) {
      do {
        this.blanks();
        items.push(this.value(depth + 1));
      } while (this.take(','));
      if (!this.take(']')) this.fail('`,` or `]` is missing');
    }
    const nodes = items.map(({ node }) => node);
    const node = {
      ...this.placed(start),
      kind: 'sequence',
      flow: true,
      items: nodes,
      dashes: [],
      dashColumn: 0,
    } as const;
    return { type: 'list', items, node };
  }

  private map(start: number, depth: number): YamlValue {
    const fields = new Fields();
    const repeated: ScalarNode[] = [];
    if (!this.take('}')) {
      do {
        this.blanks();
        const { text: name, node: key } = this.string();
        if (!this.take(':')) this.fail('`:` is missing');
        this.blanks();
        const value = this.value(depth + 1);
        if (fields.has(name)) repeated.push(key);
        fields.put({ name, key, value });
      } while (this.take(','));
      if (!this.take('}')) this.fail('`,` or `}` is missing');
    }
    const entries = Array.from(fields.values(), ({ key, value }) => ({
      key,
      value: value.node,
      colon: key.end,
    }));
    const node = { ...this.placed(start), kind: 'mapping', flow: true, entries } as const;
    return { type: 'map', fields, repeated, node };
  }

  private string(): YamlValue & { type: 'string' } {
    const start = this.at;
    STRING.lastIndex = start;
    const [quoted] = STRING.exec(this.text) ?? this.fail('this is no text in quotes');
    this.at += quoted.length;
    const { value, origins } = unescape(quoted, start);
    const text = value.toWellFormed();
    const node = { ...this.placed(start), kind: 'scalar', value: text, style: 'double', origins } as const;
    return { type: 'string', text, node };
  }

  private scalar(): YamlValue {
    const start = this.at;
    SCALAR.lastIndex = start;
    const match = SCALAR.exec(this.text) ?? this.fail('this is no JSON');
    const text = match[0];
    this.at += text.length;
    const node = {
      ...this.placed(start),
      kind: 'scalar',
      value: text,
      style: 'plain',
      origins: undefined,
    } as const;
    if (match.groups?.['number'] === undefined)
      return { type: text === 'null' ? 'null' : 'boolean', text, node };
    if (!Number.isFinite(Number(text))) this.fail('this number is too large');
    return { type: 'number', text, node };
  }

  /** Takes a sign, with the blanks before it, if it is there. */
  private take(sign: string): boolean {
    this.blanks();
    if (this.text.charAt(this.at) !== sign) return false;
    this.at += 1;
    return true;
  }

  private blanks(): void {
    while (' \t\r\n'.includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
  }

  private placed(offset: number) {
    return { offset, line: 0, column: 0, end: this.at, anchor: undefined, tag: '' };
  }

  private fail(message: string): never {
    throw new JsonError(message, this.at);
  }
}

/** The text of a string in its quotes, and pairs of an offset in it and the one in the file that it comes from. */
function unescape(
  quoted: string,
  start: number,
): { readonly value: string; readonly origins: readonly number[] } {
  const origins: number[] = [];
  let value = '';
  for (const { 0: part, index } of quoted.matchAll(/\\(?:u.{4}|.)|[^"\\]+/gs)) {
    origins.push(value.length, start + index);
    value += part.startsWith('\\') ? (JSON.parse(`"${part}"`) as string) : part;
  }
  return { value, origins };
}
