import type { Cluster } from '@roster/access';
import type { ConnectionFacts } from '@roster/workflow';
import type { As, CloudTarget, Connection } from '../ports/index.ts';
import { connect, SIGNED_BACK } from '../visit/connect.ts';
import type { BootstrapDeps, BootstrapRequest, Step } from './bootstrapped.ts';

/** One of the two roles of a cluster, and the group of infra/rbac that it comes in with. */
export interface Member {
  readonly as: As;
  readonly principal: string;
  readonly group: string;
}

/** A cluster in the course of its bootstrap. Steps are noted as they are done, so that a failure can tell of them. */
export interface Enrolment {
  readonly request: BootstrapRequest;
  readonly deps: BootstrapDeps;
  readonly facts: ConnectionFacts;
  readonly members: readonly Member[];
  /** As the role that does it. */
  readonly target: CloudTarget;
  readonly steps: Step[];
  /**
   * When the next token says that it was signed: each in a second of its own, for the API server keeps as whom, and
   * with what rights, a token came in (facts.md, The token).
   */
  readonly sign: () => Date;
}

interface Found {
  readonly request: BootstrapRequest;
  readonly facts: ConnectionFacts;
  readonly deps: BootstrapDeps;
}

/** Begins; makes no call. */
export function enrol({ request, facts, deps }: Found): Enrolment {
  const begun = deps.signingClock().getTime();
  let signed = 0;
  const sign = () => {
    signed += 1;
    return new Date(begun - SIGNED_BACK.look - signed * 1000);
  };
  const members = membersOf(request.cluster);
  return { request, deps, facts, members, target: targetOf(request), steps: [], sign };
}

/** A connection as the role that bootstraps. */
export function connectAsRole({ deps, target, facts, sign }: Enrolment): Promise<Connection> {
  return connect(deps, target, { facts, signedAt: sign() });
}

/** The cluster as it is visited by the one role that bootstraps it. */
export function targetOf({ cluster, role, run }: BootstrapRequest): CloudTarget {
  return { cluster: { ...cluster, roles: { read: role, write: role } }, as: 'write', run };
}

/** The two roles. Where they are one, it has to come in with the group that may more. */
function membersOf({ roles: { read, write } }: Cluster): readonly Member[] {
  const reader = read === undefined || read === write ? [] : [member('read', read)];
  return [...reader, ...(write === undefined ? [] : [member('write', write)])];
}

const member = (as: As, principal: string): Member => ({ as, principal, group: `roster:${as}` });
