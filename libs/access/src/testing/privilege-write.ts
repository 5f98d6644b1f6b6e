import { parsePrincipal, principalKey, type Principal } from '../arn/index.ts';
import type { AwsAuthData, Reading } from '../aws-auth/reading.ts';
import { resolveGrants } from '../fleet/resolve-grants.ts';
import { draftWrite } from '../guardrails/draft-write.ts';
import { withinLimits } from '../guardrails/limits.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import { planChanges } from '../merge/plan-changes.ts';
import { askedBy, OWN_ACCOUNT, type PrivilegeCase } from './privilege-cases.ts';

const cluster = {
  ...{ arn: `arn:aws:eks:eu-west-1:${OWN_ACCOUNT}:cluster/c`, name: 'c', account: OWN_ACCOUNT },
  ...{ region: 'eu-west-1', labels: {}, roles: {}, checks: { daemonSets: [], pods: [], access: [] } },
};

/** Nothing keeps foreign access on an exclusive cluster but how much goes at once. */
const DECIDED = { exclusiveDecided: true, prune: false, ended: [] };

/** What the catalog asks for; or, where push or plan refuse it, what a table written by hand would ask for. */
function desiredBy(tried: PrivilegeCase): readonly DesiredMapping[] {
  const resolved = resolveGrants({ grants: tried.grants, denied: tried.denied, cluster, now: new Date(0) });
  return 'desired' in resolved ? resolved.desired : askedBy(tried);
}

/** The document after what Apply would write, with no override. */
export function writtenFor(tried: PrivilegeCase, before: Reading): AwsAuthData {
  const { data, denied, owned, mode } = tried;
  const asked = { ...tried, account: OWN_ACCOUNT };
  const limited = withinLimits(asked, tried.limits);
  const changeSet = planChanges({
    ...{ ...limited, desired: desiredBy(tried), live: before },
    ...{ denied, owned, mode },
  });
  return draftWrite(data, { ...limited, changeSet, before, owned, own: [], removals: DECIDED, overrides: [] })
    .data;
}

/** Whoever has a row there and is of an account that is not trusted, and the groups that count as privileged. */
export function strangersOf(tried: PrivilegeCase, { roles, users }: Reading) {
  const { privilegedFrom, privilegedGroups } = withinLimits({ ...tried, account: OWN_ACCOUNT }, tried.limits);
  const callers = new Map<string, Principal>();
  for (const { arn } of [...roles, ...users]) {
    const caller = parsePrincipal(arn);
    if (caller !== undefined && !privilegedFrom.includes(caller.account)) {
      callers.set(principalKey(caller.arn), caller);
    }
  }
  return { strangers: [...callers.values()], privilegedGroups };
}
