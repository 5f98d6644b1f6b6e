import type { Change } from '@roster/access';
import type { Finding } from '../ports/index.ts';
import type { Known } from './recall.ts';

/**
 * A finding, with what an earlier delivery of this run has told and already remembered: adopted rows and new foreign
 * ones are not news any more to a second delivery, and would be lost to the run.
 */
export function toldAgain(finding: Finding, { finding: before }: Pick<Known, 'finding'>): Finding {
  if (before === undefined) return finding;
  const { changeSet } = finding;
  const foreign = new Set(changeSet.foreign.map(({ arn }) => arn));
  const still = (told: readonly string[], now: readonly string[]) => [
    ...new Set([...told.filter((arn) => foreign.has(arn)), ...now]),
  ];
  const changed = new Set(changeSet.changes.map(({ principal }) => principal));
  const owned = new Set(changeSet.owned.map(({ principal }) => principal));
  const adopted = (change: Change) =>
    change.op === 'adopt' && owned.has(change.principal) && !changed.has(change.principal);
  return {
    ...finding,
    changeSet: {
      ...changeSet,
      changes: [...changeSet.changes, ...before.changeSet.changes.filter(adopted)],
    },
    newForeign: still(before.newForeign, finding.newForeign),
    newPrivileged: finding.privileged.filter(
      ({ principal, why }) =>
        before.newPrivileged.some((one) => one.principal === principal && one.why === why) ||
        finding.newPrivileged.some((one) => one.principal === principal),
    ),
  };
}
