import { CR, LF } from './characters.ts';
import { YamlError, type Mark } from './yaml-error.ts';

export interface CursorOptions {
  /**
   * True for the text of a file, which kubectl reads line by line: the CR of a CRLF is gone before goyaml looks, and
   * the last line has an end.
   */
  readonly file: boolean;
}

/** A place in a text that moves forward, and knows its line. */
export class Cursor implements Mark {
  /** The text, with NULs behind it so that looking ahead needs no check. */
  readonly text: string;
  offset = 0;
  line = 0;
  lineStart = 0;
  private readonly file: boolean;

  constructor(text: string, { file }: CursorOptions) {
    // Joined, not added: then it is one piece, and each look at a letter is a step less.
    this.text = [text, file && !text.endsWith('\n') ? '\n' : '', '\0\0\0\0'].join('');
    this.file = file;
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
    this.offset += this.breakLength(code);
    this.line += 1;
    this.lineStart = this.offset;
    return code >= 0x2028 ? String.fromCharCode(code) : '\n';
  }

  private breakLength(code: number): number {
    if (code !== CR) return 1;
    if (this.code(1) === LF) return 2;
    return this.file && this.code(1) === CR && this.code(2) === LF ? 3 : 1;
  }

  fail(message: string, mark: Mark = this.mark()): never {
    throw new YamlError(message, mark);
  }
}
