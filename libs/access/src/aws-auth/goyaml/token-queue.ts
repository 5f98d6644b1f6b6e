import type { Token } from './token.ts';

/** Tokens that have been read and not yet taken: few at a time, thousands in all, so that it keeps its room. */
export class TokenQueue {
  private readonly tokens: (Token | undefined)[] = [];
  private head = 0;
  private tail = 0;
  /** How many tokens have been taken since the beginning of the text. */
  taken = 0;

  /** The next token; undefined where there is none. */
  get first(): Token | undefined {
    return this.head === this.tail ? undefined : this.tokens[this.head];
  }

  /** The number of the token that is put in next, counted from the beginning of the text. */
  get nextNumber(): number {
    return this.taken + this.tail - this.head;
  }

  push(token: Token): void {
    this.tokens[this.tail] = token;
    this.tail += 1;
  }

  /** Takes the next token away. */
  shift(): void {
    this.taken += 1;
    this.head += 1;
    if (this.head === this.tail) this.head = this.tail = 0;
  }

  /** Puts a token before the one with that number; behind all others where that one is gone already. */
  insertBefore(number: number, token: Token): void {
    const place = number < this.taken ? this.tail : this.head + number - this.taken;
    for (let at = this.tail; at > place; at -= 1) this.tokens[at] = this.tokens[at - 1];
    this.tokens[Math.min(place, this.tail)] = token;
    this.tail += 1;
  }
}
