import type { Change, IdentityMapping } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { table } from '../output/table.ts';

/** The changes of one cluster as lines: + add, ~ replace, - remove, = adopt. */
export function renderChanges(changes: readonly Change[], paint: Paint, indent: number): string {
  return table(
    changes.map((change) => cellsOf(change, paint)),
    { indent },
  );
}

function cellsOf(change: Change, paint: Paint): readonly string[] {
  switch (change.op) {
    case 'add':
      return [paint('green', '+'), safe(change.after.arn), ...access(change.after)];
    case 'adopt':
      return [
        paint('dim', '='),
        safe(change.after.arn),
        ...access(change.after),
        paint('dim', 'stands as asked for'),
      ];
    case 'remove':
      return [
        paint('red', '-'),
        safe(change.before.arn),
        ...access(change.before),
        paint('dim', causeText(change)),
      ];
    case 'replace':
      return [paint('yellow', '~'), safe(change.after.arn), ...fromTo(change.before, change.after)];
  }
}

/** Why a row goes: `was granted by ops, on-call`. */
function causeText({ cause, grants }: Extract<Change, { readonly op: 'remove' }>): string {
  switch (cause) {
    case 'withdrawn':
      return granted(grants);
    case 'exclusive':
      return 'foreign, and the cluster is exclusive';
    case 'denied':
      return `is denied${grants.length === 0 ? '' : `, ${granted(grants)}`}`;
  }
}

const granted = (grants: readonly string[]): string => `was granted by ${grants.map(safe).join(', ')}`;

const access = (mapping: IdentityMapping): readonly string[] => [name(mapping), groups(mapping)];
const name = ({ username }: IdentityMapping): string => (username === '' ? '(no username)' : safe(username));
const groups = (mapping: IdentityMapping): string => `[${mapping.groups.map(safe).join(', ')}]`;

function fromTo(before: IdentityMapping, after: IdentityMapping): readonly string[] {
  const step = (show: (mapping: IdentityMapping) => string) =>
    show(before) === show(after) ? show(after) : `${show(before)} → ${show(after)}`;
  return [step(name), step(groups)];
}
