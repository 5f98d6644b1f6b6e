import { CR, LF } from './characters.ts';
import { YamlError, type Mark } from './yaml-error.ts';

/** A place in a text that moves forward, and knows its line. */
export class Cursor {
  /** The text, with NULs behind it so that looking ahead needs no check. */
  readonly text: string;
  offset = 0;
  line = 0;
  lineStart = 0;

  constructor(text: string) {
    this.text = `${text}\0\0\0\0`;
    // A byte order mark at the beginning names the encoding, and is no text (readerc.go).
    if (text.startsWith('\ufeff')) this.offset = this.lineStart = 1;
  }

  get column(): number {
    return this.offset - this.lineStart;
  }

  code(ahead = 0): number {
    return this.text.charCodeAt(this.offset + ahead);
  }

  mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.offset - this.lineStart };
  }

  /** Moves over one line break and returns what it counts as in a scalar: a line feed, save for U+2028 and U+2029. */
  readBreak(): string {
    const code = this.code();
    this.offset += code === CR && this.code(1) === LF ? 2 : 1;
    this.line += 1;
    this.lineStart = this.offset;
    return code >= 0x2028 ? String.fromCharCode(code) : '\n';
  }

  fail(message: string, mark: Mark = this.mark()): never {
    throw new YamlError(message, mark);
  }
}
