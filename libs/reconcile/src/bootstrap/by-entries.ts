import { asAdministrator, isLeftOver, ownStanding, retire } from './administrator.ts';
import { applyManifests } from './apply-manifests.ts';
import { Ended, type Step } from './bootstrapped.ts';
import { connectAsRole, type Enrolment, type Member } from './enrolment.ts';
import { patiently } from './patiently.ts';
import { look, prove, UNTRIED, type Proofs } from './prove.ts';

/**
 * Modes API and API_AND_CONFIG_MAP: entries for the two roles; then, as administrator for as long as that takes, the
 * manifests. Where both roles get in and may what they should, nothing is touched. Steps are noted as they are done.
 */
export async function byEntries(enrolment: Enrolment): Promise<Proofs> {
  const { request, steps } = enrolment;
  const missing = await membersWithoutEntry(enrolment);
  const standing = await ownStanding(enrolment);
  const left = isLeftOver(standing);
  const before = missing.length > 0 ? UNTRIED : await look(enrolment);
  const isRight = before.read === 'in' && before.write === 'in';
  if (request.dryRun) {
    const creations = missing.map(({ principal }): Step => ({ do: 'createEntry', principal }));
    steps.push(...(left ? [LEFT_OVER] : []), ...creations, ...(isRight ? [] : [MANIFESTS]));
    return before;
  }
  for (const member of missing) await createEntry(enrolment, member);
  if (isRight && left) await retire(enrolment, standing);
  if (!isRight) {
    const admin = () =>
      patiently(enrolment.deps, async () => applyManifests(enrolment, await connectAsRole(enrolment)));
    const changed = await asAdministrator(enrolment, standing, admin);
    if (changed === true) steps.push(MANIFESTS);
  }
  if (left) steps.unshift(LEFT_OVER);
  return isRight ? before : prove(enrolment);
}

const LEFT_OVER: Step = { do: 'takeAwayAdministrator' };
const MANIFESTS: Step = { do: 'applyManifests' };

/** Ended where one has an entry without its group: whoever made that is to say whether it may be another. */
async function membersWithoutEntry({ deps, target, members }: Enrolment): Promise<readonly Member[]> {
  const missing: Member[] = [];
  for (const member of members) {
    const { principal, group } = member;
    const entry = await deps.entries.find({ ...target, principalArn: principal });
    if (entry === undefined) missing.push(member);
    else if (!entry.groups.includes(group)) {
      const message = `${target.cluster.arn}: the entry of ${principal} lacks the group ${group}: give it that, or delete it`;
      throw new Ended({ kind: 'blocked', reason: 'entry' }, message);
    }
  }
  return missing;
}

async function createEntry({ deps, target, steps }: Enrolment, { principal, group }: Member): Promise<void> {
  await deps.entries.create(target, { principalArn: principal, groups: [group] });
  steps.push({ do: 'createEntry', principal });
}
