import { isDeepStrictEqual } from 'node:util';
import type { AwsAuthData } from '@roster/access';
import { Fault, type ConnectionFacts, type FaultName, type Identity } from '@roster/workflow';
import type { ConfigMap } from '../ports/index.ts';

/** What a call to a fake is counted under, and faults are set for. */
export type FakeCall =
  | 'describe'
  | 'token'
  | 'accessEntries'
  | 'whoAmI'
  | 'readAwsAuth'
  | 'createAwsAuth'
  | 'patchAwsAuth'
  | 'nodes'
  | 'daemonSet'
  | 'pods'
  | 'accessReview'
  | 'findEntry'
  | 'createEntry'
  | 'removeEntry'
  | 'entryPolicies'
  | 'attachPolicy'
  | 'detachPolicy'
  | 'applyManifest';

export interface FakeNode {
  readonly name: string;
  readonly ready: boolean;
}
export interface FakeDaemonSet {
  readonly namespace: string;
  readonly name: string;
  readonly desired: number;
  readonly ready: number;
  readonly upToDate?: boolean;
  readonly nodeSelector?: Readonly<Record<string, string>>;
}
export interface FakePod {
  readonly namespace: string;
  readonly name: string;
  readonly ready: boolean;
}
export interface FakeEntry {
  readonly principalArn: string;
  readonly username?: string;
  readonly groups?: readonly string[];
  /** Names of access policies. */
  readonly policies?: readonly string[];
}
/** A thin RBAC binding: who may do what to which resources (`pods`, `pods/log`). `*` stands for any. */
export interface FakeBinding {
  readonly group?: string;
  readonly user?: string;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** Absent: any. */
  readonly apiGroups?: readonly string[];
  /** Only objects of these names; a list names none. Absent: all. */
  readonly resourceNames?: readonly string[];
}

/** Something that happens around a call: a foreign writer, a crash, a node that falls over after a write. */
export interface FakeEffect {
  readonly call: FakeCall;
  readonly when: 'before' | 'after';
  /** How often; absent: for ever. */
  readonly times?: number;
  /** May change the cluster, or throw. */
  readonly run: (cluster: FakeCluster) => void;
}

/** What infra/rbac gives the groups of Roster's two roles: the least that a run needs. */
const LEAST: readonly FakeBinding[] = ['roster:read', 'roster:write'].flatMap((group) => [
  { group, apiGroups: [''], verbs: ['get'], resources: ['configmaps'], resourceNames: ['aws-auth'] },
  { group, apiGroups: [''], verbs: ['list'], resources: ['nodes', 'pods'] },
  { group, apiGroups: ['apps'], verbs: ['get'], resources: ['daemonsets'] },
  { group, apiGroups: ['authorization.k8s.io'], verbs: ['create'], resources: ['subjectaccessreviews'] },
]);
const WRITER = { group: 'roster:write', apiGroups: [''], resources: ['configmaps'] };
const WRITE: readonly FakeBinding[] = [
  { ...WRITER, verbs: ['create'] },
  { ...WRITER, verbs: ['patch'], resourceNames: ['aws-auth'] },
];

/** One cluster of the fake world, and the door by which a test looks at it and changes it from outside. */
export class FakeCluster {
  readonly arn: string;
  status: 'ACTIVE' | 'UPDATING' | 'CREATING' | 'DELETING' | 'FAILED' | 'absent' = 'ACTIVE';
  authenticationMode: ConnectionFacts['authenticationMode'] = 'CONFIG_MAP';
  endpointAccess: ConnectionFacts['endpointAccess'] = 'public';
  /** Comes in as system:masters without a row, in the modes that read aws-auth (EKS maps it before the rows). */
  creator: string | undefined;
  accessEntries: readonly FakeEntry[] = [];
  nodes: readonly FakeNode[] = [];
  daemonSets: readonly FakeDaemonSet[] = [];
  pods: readonly FakePod[] = [];
  bindings: readonly FakeBinding[] = [...LEAST, ...WRITE];
  /** Canonical ARNs that get a 401 whatever the rows say, but for tokens that were accepted a moment ago. */
  readonly refused = new Set<string>();
  /** Tokens accepted, with the instant of the last check against the rows. */
  readonly accepted = new Map<string, { readonly at: number; readonly identity: Identity }>();
  readonly calls: Partial<Record<FakeCall, number>> = {};
  /** ConfigMaps created and patched through the API. */
  writes = 0;
  /** How many tokens the authenticator still judges by the rows before a write: it hears of one by and by. */
  lateness = 0;
  labels: Readonly<Record<string, string>> = {};
  annotations: Readonly<Record<string, string>> = {};
  /** aws-auth is on its way out. */
  deleting = false;
  /** Its own clock, by which it judges tokens, is so many ms ahead of AWS's. */
  clockAheadMs = 0;
  /** What a policy says to whoever writes aws-auth; undefined: it lets everybody write. */
  admission: string | undefined;
  #immutable = false;
  #data: AwsAuthData | undefined;
  #version = 0;
  #before: { readonly data: AwsAuthData | undefined; left: number } | undefined;
  #effects: { effect: FakeEffect; left: number }[] = [];

  constructor(arn: string) {
    this.arn = arn;
  }

  awsAuth(): AwsAuthData | undefined {
    return this.#data;
  }

  /** Writes aws-auth as a foreign writer does; null takes it away. What changes nothing keeps the version. */
  setAwsAuth(data: AwsAuthData | null): this {
    // The API server gives keys in their order.
    const written = data === null ? undefined : Object.fromEntries(Object.entries(data).sort(byKey));
    if (isDeepStrictEqual(written, this.#data)) return this;
    this.#before = { data: this.#data, left: this.lateness };
    this.#data = written;
    this.#immutable = false;
    this.#version += 1;
    return this;
  }

  /** Makes aws-auth immutable. Whoever writes it from outside makes another in its place, which is not. */
  freezeAwsAuth(): this {
    this.#immutable = true;
    this.#version += 1;
    return this;
  }

  /** The rows that the authenticator judges the next token by. */
  rowsForToken(): AwsAuthData | undefined {
    if (this.#before === undefined || this.#before.left === 0) return this.#data;
    this.#before.left -= 1;
    return this.#before.data;
  }

  configMap(): ConfigMap | undefined {
    if (this.#data === undefined) return undefined;
    const { labels, annotations } = this;
    return {
      ...{ resourceVersion: String(this.#version), data: this.#data, labels, annotations },
      ...(this.#immutable ? { immutable: true } : {}),
      ...(this.deleting ? { deleting: true } : {}),
    };
  }

  on(effect: FakeEffect): this {
    this.#effects.push({ effect, left: effect.times ?? Number.POSITIVE_INFINITY });
    return this;
  }

  /** Makes that call throw that fault, so many times (absent: for ever). */
  fail(call: FakeCall, fault: FaultName, times?: number): this {
    const run = () => {
      throw new Fault(fault, `${this.arn}: ${call} was made to fail`);
    };
    return this.on({ call, when: 'before', run, ...(times === undefined ? {} : { times }) });
  }

  /** Takes all effects and faults away. */
  heal(): this {
    this.#effects = [];
    return this;
  }

  /** Runs one call of a fake with what a test has put around it, and counts it. */
  async around<T>(call: FakeCall, act: () => T): Promise<T> {
    this.calls[call] = (this.calls[call] ?? 0) + 1;
    // Like a real call: never done in the same tick, so that tests see what runs side by side.
    await Promise.resolve();
    this.#happen(call, 'before');
    const result = act();
    this.#happen(call, 'after');
    return result;
  }

  #happen(call: FakeCall, when: FakeEffect['when']): void {
    const due = this.#effects.filter((each) => each.effect.call === call && each.effect.when === when);
    for (const each of due) each.left -= 1;
    this.#effects = this.#effects.filter((each) => each.left > 0);
    for (const { effect } of due) effect.run(this);
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
