import { canonicalPrincipal, principalKey } from '../arn/index.ts';
import type { ReadRow } from '../aws-auth/reading.ts';
import { writes } from '../merge/change-set.ts';
import { decidingRows } from '../merge/live-rows.ts';
import { MASTERS, READ_GROUP, WRITE_GROUP } from '../privileged/index.ts';
import type { Guardrail } from './guardrail.ts';
import { lostAccess } from './lost-access.ts';

/** Our own identities that came in by a row keep it: a run must be able to correct, or undo, what it wrote. */
export const ownAccess: Guardrail = {
  name: 'own-access',
  overridable: true,
  objections: ({ changeSet, was, is, own }) => {
    if (writes(changeSet).length === 0) return [];
    return own
      .filter(({ cameBy }) => cameBy === 'row')
      .flatMap(({ arn, writes: isWriter }) => {
        const key = principalKey(canonicalPrincipal(arn) ?? arn);
        // Not in what was read, though it came in by a row: then it must at least be there afterwards.
        const rows = was.get(key) ?? is.get(key);
        const loss =
          rows === undefined ? 'is not mapped' : lossOf(isWriter ? MAY_WRITE : MAY_WORK, rows, is.get(key));
        if (loss === undefined) return [];
        const message = `Roster's own identity ${arn} ${loss}; grant it in the catalog`;
        return [{ principal: key, message }];
      });
  },
};

/** The groups by which we can work: those of infra/rbac and system:masters. */
const MAY_WRITE: readonly string[] = [MASTERS, WRITE_GROUP];
const MAY_WORK: readonly string[] = [...MAY_WRITE, READ_GROUP];

/**
 * What we lose, as the rest of a sentence. A write that gives us what a grant asks for takes nothing from us while it
 * leaves a group by which we work (who writes: by which we can write): what somebody added to our row beside it (groups,
 * another username) is not ours.
 */
function lossOf(
  ours: readonly string[],
  was: readonly ReadRow[],
  is: readonly ReadRow[] = [],
): string | undefined {
  const [before, after] = [decidingRows(was), decidingRows(is)];
  const stays = before.every((row) => after.every(({ groups }) => ownGroupsOf(row, ours).some(isIn(groups))));
  return stays && before.length > 0 && after.length > 0 ? undefined : lostAccess(was, is);
}

const isIn = (groups: readonly string[]) => (group: string) => groups.includes(group);

/** All groups, where a row has none of ours. */
function ownGroupsOf({ groups }: ReadRow, ours: readonly string[]): readonly string[] {
  const known = groups.filter(isIn(ours));
  return known.length > 0 ? known : groups;
}
