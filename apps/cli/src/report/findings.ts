import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { safe } from '../output/escape.ts';
import { renderByPrincipal, type AccessOn } from './by-principal.ts';
import type { ListEnd } from './list-end.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** Access that Roster does not manage: who is privileged by it, for as long as it stands, and what is new of the rest. */
export function renderFindings({ results }: RunReport, paint: Paint, end: ListEnd): string {
  const privileged = results.flatMap((result) => privilegedAccess(result, paint));
  const [fresh, known] = [privileged.filter(isNew), privileged.filter((access) => !isNew(access))];
  return [
    section('Privileged access that Roster does not manage', [...fresh, ...known]),
    section('Foreign rows that were not there before', results.flatMap(plainAccess)),
  ]
    .filter((text) => text !== '')
    .join('\n');

  function section(title: string, accesses: readonly AccessOn[]): string {
    const list = renderByPrincipal(accesses, paint, end);
    return list === '' ? '' : `${paint('underline', title)}\n${list}`;
  }
}

/** What a run with files left because they do not ask for it. */
export function renderKept({ results }: RunReport, paint: Paint, end: ListEnd): string {
  const sum = results.reduce((all, { rows }) => all + rows.kept, 0);
  if (sum === 0) return '';
  const accesses = results.flatMap(({ cluster, kept }) =>
    kept.map(({ arn, grants }) => ({
      cluster,
      principal: arn,
      notes: [paint('dim', grants.length === 0 ? 'foreign' : `granted by ${grants.map(safe).join(', ')}`)],
    })),
  );
  const them = sum === 1 ? 'it' : 'them';
  const title = `Kept, because the files do not ask for ${them}: ${plural(sum, 'row')} (--prune removes ${them})`;
  return `${paint('underline', title)}\n${renderByPrincipal(accesses, paint, end)}`;
}

const NEW = 'new';

const isNew = ({ notes }: AccessOn): boolean => notes.includes(NEW);

function privilegedAccess(
  { cluster, privileged, newPrivileged }: ReportedCluster,
  paint: Paint,
): readonly AccessOn[] {
  const fresh = new Set(newPrivileged.map(({ principal }) => principal));
  return privileged.map(({ principal, why }) => ({
    cluster,
    principal,
    notes: [paint('red', safe(why)), ...(fresh.has(principal) ? [NEW] : [])],
  }));
}

function plainAccess({ cluster, newForeign, privileged }: ReportedCluster): readonly AccessOn[] {
  const named = new Set(privileged.map(({ principal }) => principal));
  return newForeign.filter((arn) => !named.has(arn)).map((principal) => ({ cluster, principal, notes: [] }));
}
