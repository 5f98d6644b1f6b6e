import type { Cluster, Grant, Source } from './fleet.ts';

/** What is wrong with the grants of one cluster; `message` names the grants, their lines, and the cluster. */
export interface GrantProblem {
  readonly code:
    'conflicting-usernames' | 'other-partition' | 'not-a-principal' | 'session' | 'bad-access' | 'bad-until';
  /** The cluster's ARN. */
  readonly cluster: string;
  readonly grants: readonly { readonly name: string; readonly source?: Source }[];
  readonly message: string;
}

type At = Pick<Cluster, 'arn'>;

export function conflictingUsernames(
  first: Grant,
  second: Grant,
  on: At & { principal: string },
): GrantProblem {
  const message =
    `grants ${named(first)} and ${named(second)} give ${on.principal} different usernames on ${on.arn}, ` +
    `"${first.username}" and "${second.username}": use one username, or narrow a selector`;
  return {
    code: 'conflicting-usernames',
    cluster: on.arn,
    grants: [reference(first), reference(second)],
    message,
  };
}

export function otherPartition(grant: Grant, on: At & { principal: string }): GrantProblem {
  return problem(grant, 'other-partition', on, {
    what: `names ${on.principal}, which can never call a cluster of another partition`,
    todo: 'narrow its selector, or use roleName',
  });
}

export function notAPrincipal(grant: Grant, on: At & { principal: string }): GrantProblem {
  return problem(grant, 'not-a-principal', on, {
    what: `names ${on.principal}, which is no IAM role or user`,
    todo: 'give the ARN of a role or user, or a role name',
  });
}

export function oneSession(grant: Grant, on: At & { principal: string; role: string }): GrantProblem {
  return problem(grant, 'session', on, {
    what: `names ${on.principal}, one session of a role: everybody who takes the role would get in`,
    todo: `give ${on.role}, if the whole role is meant`,
  });
}

export function badAccess(grant: Grant, on: At & { fault: string }): GrantProblem {
  return problem(grant, 'bad-access', on, {
    what: `cannot be carried out: ${on.fault}`,
    todo: 'change the grant',
  });
}

export function badUntil(grant: Grant, on: At): GrantProblem {
  return problem(grant, 'bad-until', on, {
    what: `has until: ${String(grant.until)}, which is no date`,
    todo: 'write it as 2027-01-31 or 2027-01-31T18:00Z',
  });
}

function problem(
  grant: Grant,
  code: GrantProblem['code'],
  on: At,
  says: { readonly what: string; readonly todo: string },
): GrantProblem {
  const message = `grant ${named(grant)} ${says.what} (cluster ${on.arn}): ${says.todo}`;
  return { code, cluster: on.arn, grants: [reference(grant)], message };
}

function reference({ name, source }: Grant): GrantProblem['grants'][number] {
  return source === undefined ? { name } : { name, source };
}

function named({ name, source }: Grant): string {
  return source === undefined ? name : `${name} (${source.file}:${source.line})`;
}
