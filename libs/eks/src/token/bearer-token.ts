import { inspect } from 'node:util';
import type { Token } from '@roster/reconcile';

/** A token that never prints its secret: whoever logs it, or throws it into JSON, sees when it was signed. */
export class BearerToken implements Token {
  readonly #secret: string;
  readonly signedAt: Date;
  readonly expiresAt: Date;

  constructor(secret: string, signedAt: Date, expiresAt: Date) {
    this.#secret = secret;
    this.signedAt = signedAt;
    this.expiresAt = expiresAt;
  }

  reveal(): string {
    return this.#secret;
  }

  toString(): string {
    return `[token signed at ${this.signedAt.toISOString()}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
