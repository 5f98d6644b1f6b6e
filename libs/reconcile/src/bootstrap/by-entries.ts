import { isFault } from '@roster/workflow';
import type { AccessEntry } from '../ports/index.ts';
import { ADMINISTRATOR, asAdministrator, isMarked, ownStanding, powerless, retire } from './administrator.ts';
import { applyManifests, MANIFESTS } from './apply-manifests.ts';
import { Ended, type Step } from './bootstrapped.ts';
import { connectAsRole, type Enrolment, type Member } from './enrolment.ts';
import { makeEntry } from './make-entry.ts';
import { patiently } from './patiently.ts';
import { look, prove, UNTRIED, type Proofs } from './prove.ts';

/**
 * Modes API and API_AND_CONFIG_MAP. First of all what a crash has left is taken away, whatever comes of the rest. Then
 * the manifests, as administrator for as long as that takes, and last the entries of the two roles, of which one may be
 * the role that bootstraps. Where both get in and may what they should, nothing is touched.
 */
export async function byEntries(enrolment: Enrolment): Promise<Proofs> {
  const { request, steps } = enrolment;
  const standing = await ownStanding(enrolment);
  if (standing === 'leftOver') {
    if (!request.dryRun) await retire(enrolment);
    steps.push({ do: 'takeAwayAdministrator' });
  }
  const missing = await membersWithoutEntry(enrolment);
  const before = missing.length > 0 ? UNTRIED : await look(enrolment);
  if (before.read === 'in' && before.write === 'in') return before;
  if (standing === 'powerless') throw powerless(enrolment);
  if (request.dryRun) {
    steps.push(MANIFESTS, ...missing.map(creation));
    return before;
  }
  const apply = () => applyPatiently(enrolment);
  await (standing === 'administrator' ? apply() : asAdministrator(enrolment, apply));
  for (const member of missing) await createEntry(enrolment, member);
  return prove(enrolment);
}

/** Until it counts that the role is administrator. Ended where it does not after a minute. */
async function applyPatiently(enrolment: Enrolment): Promise<void> {
  const { deps, request } = enrolment;
  try {
    await patiently(deps, async () => {
      await applyManifests(enrolment, await connectAsRole(enrolment));
      return true;
    });
  } catch (error) {
    if (!isFault(error, 'DeniedFault')) throw error;
    const message = `${request.cluster.arn}: ${request.role} has ${ADMINISTRATOR}, and after a minute still may not apply infra/rbac: bootstrap it again, and if its entry is not bootstrap's own, look whether the policy is for the whole cluster (${error.message})`;
    throw new Ended({ kind: 'denied', reason: 'refused' }, message);
  }
}

const creation = ({ principal }: Member): Step => ({ do: 'createEntry', principal });

/** Ended where one has an entry without its group: whoever made that is to say whether it may be another. */
async function membersWithoutEntry({
  deps,
  target,
  members,
  request,
}: Enrolment): Promise<readonly Member[]> {
  const missing: Member[] = [];
  for (const member of members) {
    const { principal, group } = member;
    const entry = await deps.entries.find({ ...target, principalArn: principal });
    // In a dry run what a crash has left still stands.
    if (entry === undefined || (principal === request.role && isMarked(entry))) missing.push(member);
    else if (!hasGroup(group)(entry)) {
      const message = `${target.cluster.arn}: the entry of ${principal} lacks the group ${group}: give it that, or delete it, and bootstrap again`;
      throw new Ended({ kind: 'blocked', reason: 'entry' }, message);
    }
  }
  return missing;
}

async function createEntry({ deps, target, steps }: Enrolment, member: Member): Promise<void> {
  const { principal, group } = member;
  const entry = { principalArn: principal, groups: [group] };
  await makeEntry(deps, { target, entry, isIt: hasGroup(group) });
  steps.push(creation(member));
}

const hasGroup =
  (group: string) =>
  ({ groups }: AccessEntry): boolean =>
    groups.includes(group);
