import { inspect } from 'node:util';
import type { Token } from '@roster/reconcile';

/** Tokens are accepted for 15 minutes after they were signed; clients report a minute less (facts.md: The token). */
const REPORTED_LIFE_MS = 14 * 60_000;

/** A token that never prints its secret: whoever logs it, or throws it into JSON, sees when it was signed. */
export class BearerToken implements Token {
  readonly #secret: string;
  readonly signedAt: Date;
  readonly expiresAt: Date;

  /** `keysExpireAt`: when the keys that signed it end, and the token with them. */
  constructor(secret: string, signedAt: Date, keysExpireAt?: Date) {
    this.#secret = secret;
    this.signedAt = signedAt;
    const reported = signedAt.getTime() + REPORTED_LIFE_MS;
    this.expiresAt = new Date(Math.min(reported, keysExpireAt?.getTime() ?? reported));
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
