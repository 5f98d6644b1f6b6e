import { invalid } from '../refusal.ts';

const WORD = /\s*([#:]?\w+|<=|>=|<>|[=<>(),])/y;

/** The words of an expression, taken one after the other. */
export class Words {
  private readonly text: string;
  private readonly words: readonly string[];
  private at = 0;

  /** ValidationException for a character that no expression here has. */
  constructor(text: string) {
    this.text = text;
    const words: string[] = [];
    WORD.lastIndex = 0;
    for (let found = WORD.exec(text); found !== null; found = WORD.exec(text)) {
      words.push(found[1] ?? '');
      if (WORD.lastIndex === text.length) break;
    }
    if (words.join('') !== text.replaceAll(/\s/g, '')) throw this.problem();
    this.words = words;
  }

  get more(): boolean {
    return this.at < this.words.length;
  }

  /** Takes the next word if it is that one (a keyword in any case). */
  take(word: string): boolean {
    const is = this.words[this.at]?.toUpperCase() === word;
    if (is) this.at += 1;
    return is;
  }

  /** Takes that word. ValidationException where another stands. */
  expect(word: string): void {
    if (!this.take(word)) throw this.problem();
  }

  /** Takes a word, whatever it is. */
  next(): string {
    const word = this.words[this.at];
    if (word === undefined) throw this.problem();
    this.at += 1;
    return word;
  }

  /** The word after the next one. */
  get second(): string | undefined {
    return this.words[this.at + 1];
  }

  problem(): Error {
    return invalid(`the embedded store cannot read the expression: ${this.text}`);
  }
}

/** Parses each text once: there are a dozen expressions, and each is used ten thousand times. */
export function once<T>(parse: (words: Words) => T): (text: string) => T {
  const parsed = new Map<string, T>();
  return (text) => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const words = new Words(text);
    const made = parse(words);
    if (words.more) throw words.problem();
    parsed.set(text, made);
    return made;
  };
}
