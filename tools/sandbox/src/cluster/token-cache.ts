import type { User } from '../kubernetes/user.ts';

const CROWDED = 1000;

/**
 * Tokens that were accepted stay accepted for a while, whatever becomes of aws-auth (control-plane.md: "What was
 * seen on it"; the API server's cache of 10 s at least). A refusal is never kept.
 */
export class TokenCache {
  private readonly ms: number;
  private readonly accepted = new Map<string, { readonly user: User; readonly until: number }>();

  constructor(ms: number) {
    this.ms = ms;
  }

  find(token: string, now: Date): User | undefined {
    const found = this.accepted.get(token);
    return found !== undefined && now.getTime() < found.until ? found.user : undefined;
  }

  keep(token: string, user: User, now: Date): void {
    if (this.accepted.size >= CROWDED) this.dropOld(now);
    this.accepted.set(token, { user, until: now.getTime() + this.ms });
  }

  private dropOld(now: Date): void {
    for (const [token, { until }] of this.accepted) if (until <= now.getTime()) this.accepted.delete(token);
  }
}
