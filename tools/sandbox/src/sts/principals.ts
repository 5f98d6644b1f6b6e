import { parseArn } from '@roster/access';
import { derivedId, derivedText } from '../derived.ts';
import type { Keys, SandboxPrincipal } from '../options.ts';

/** Whoever signed a request. */
export interface Caller {
  /** The user's or role's own ARN, with its path. */
  readonly principal: string;
  /** What GetCallerIdentity says: for a role the assumed-role ARN. */
  readonly arn: string;
  /** `AIDA…`, or `AROA…:session`. */
  readonly userId: string;
  readonly account: string;
  readonly partition: string;
}

export interface HeldKey extends Keys {
  readonly caller: Caller;
  readonly expiresAt?: Date;
}

/** The users and roles that exist, and every access key that signs for one of them. */
export class Principals {
  private readonly seed: number;
  private readonly tokenLength: number;
  private readonly known = new Map<string, SandboxPrincipal>();
  private readonly keys = new Map<string, HeldKey>();
  private readonly longLived = new Map<string, Keys>();
  private issued = 0;

  constructor(seed: number, tokenLength: number) {
    this.seed = seed;
    this.tokenLength = tokenLength;
  }

  /** Makes a principal known, with keys of its own. A role's keys act as its session `sandbox`. */
  add(principal: SandboxPrincipal): void {
    const caller = this.callerFor(principal.arn, 'sandbox');
    const { seed } = this;
    const prefix = isRole(principal.arn) ? 'ASIA' : 'AKIA';
    const accessKeyId = principal.accessKeyId ?? prefix + derivedId(seed, `key ${principal.arn}`, 16);
    const secretAccessKey = principal.secretAccessKey ?? derivedText(seed, `secret ${principal.arn}`, 40);
    const derivedToken = isRole(principal.arn)
      ? derivedText(seed, `token ${principal.arn}`, this.tokenLength)
      : undefined;
    const sessionToken = principal.sessionToken ?? derivedToken;
    const keys: Keys = {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    };
    this.known.set(principal.arn, principal);
    this.longLived.set(principal.arn, keys);
    this.keys.set(accessKeyId, { ...keys, caller });
  }

  find(arn: string): SandboxPrincipal | undefined {
    return this.known.get(arn);
  }

  /** The keys of a principal that is known; TypeError for any other. */
  keysOf(arn: string): Keys {
    const keys = this.longLived.get(arn);
    if (keys === undefined) throw new TypeError(`the sandbox has no principal ${arn}`);
    return keys;
  }

  keyOf(accessKeyId: string): HeldKey | undefined {
    return this.keys.get(accessKeyId);
  }

  /** New keys that sign as that role's session until they expire. */
  openSession(
    roleArn: string,
    sessionName: string,
    expiresAt: Date,
  ): HeldKey & { readonly sessionToken: string } {
    this.issued += 1;
    const purpose = `${roleArn} ${sessionName} ${this.issued}`;
    const key = {
      accessKeyId: 'ASIA' + derivedId(this.seed, `session key ${purpose}`, 16),
      secretAccessKey: derivedText(this.seed, `session secret ${purpose}`, 40),
      sessionToken: derivedText(this.seed, `session token ${purpose}`, this.tokenLength),
      caller: this.callerFor(roleArn, sessionName),
      expiresAt,
    };
    this.keys.set(key.accessKeyId, key);
    return key;
  }

  private callerFor(arn: string, session: string): Caller {
    const parsed = parseArn(arn);
    if (parsed?.service !== 'iam' || !/^(user|role)\//.test(parsed.resource)) {
      throw new TypeError(`a principal of the sandbox is an IAM user or role, not ${arn}`);
    }
    const { partition, account, resource } = parsed;
    const id = derivedId(this.seed, `id ${arn}`, 17);
    if (!isRole(arn)) return { principal: arn, arn, userId: `AIDA${id}`, account, partition };
    const name = resource.split('/').at(-1) ?? '';
    const assumed = `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`;
    return { principal: arn, arn: assumed, userId: `AROA${id}:${session}`, account, partition };
  }
}

/** The id of the user or role, and the session's name (none for a user). */
export function idParts(caller: Caller): { readonly id: string; readonly session: string } {
  const [id = '', session = ''] = caller.userId.split(':');
  return { id, session };
}

export function isRole(arn: string): boolean {
  return arn.includes(':role/');
}
