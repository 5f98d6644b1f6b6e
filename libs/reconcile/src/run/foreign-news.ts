import type { ClusterStatus, ForeignRow, Journal, RunKey } from '../ports/index.ts';
import type { Tally } from './tally.ts';

/** So many findings are read side by side. */
const WIDTH = 10;

export interface ForeignNews {
  readonly rows: readonly ForeignRow[];
  /** What is to be remembered as told, for the clusters where it differs; null takes it away. */
  readonly told: ReadonlyMap<string, readonly string[] | null>;
}

interface Source {
  readonly journal: Journal;
  readonly run: RunKey;
  readonly compared: Tally['compared'];
  readonly status: ReadonlyMap<string, ClusterStatus>;
}

/**
 * The new foreign rows that nobody was told of. A row stays new, plan after plan, until an apply has seen it: so what
 * was told is remembered in the status, and forgotten once nothing is new there, for a row that comes back is news.
 */
export async function foreignNews(source: Source): Promise<ForeignNews> {
  const due = [...source.compared].filter(
    ([cluster, fresh]) => fresh > 0 || source.status.get(cluster)?.toldForeign !== undefined,
  );
  const rows: ForeignRow[] = [];
  const told = new Map<string, readonly string[] | null>();
  for (let from = 0; from < due.length; from += WIDTH) {
    const some = due.slice(from, from + WIDTH);
    const read = await Promise.all(some.map(([cluster]) => newRows(source, cluster)));
    some.forEach(([cluster], index) => {
      const seen = read[index] ?? [];
      const before = new Set(source.status.get(cluster)?.toldForeign);
      const unheard = seen.filter((row) => !before.has(markOf(row)));
      const marks = [...new Set(seen.flatMap(marksOf))];
      rows.push(...unheard);
      if (unheard.length > 0 || marks.length < before.size) {
        told.set(cluster, marks.length === 0 ? null : marks);
      }
    });
  }
  return { rows, told };
}

/** The rows that are new, and those that are privileged since the last look, though their principal was there. */
async function newRows({ journal, run, compared }: Source, cluster: string): Promise<readonly ForeignRow[]> {
  if (compared.get(cluster) === 0) return [];
  const finding = await journal.getFinding({ run: run.run, mode: run.mode, cluster });
  const reasons = new Map(finding?.newPrivileged.map(({ principal, why }) => [principal, why]));
  return [...new Set([...(finding?.newForeign ?? []), ...reasons.keys()])].map((principal) => {
    const why = reasons.get(principal) ?? '';
    return { cluster, principal, privileged: why !== '', why };
  });
}

/** A row that becomes more privileged is news again; one that is no longer, is not. */
const markOf = ({ principal, why }: ForeignRow): string => (why === '' ? principal : `${principal} ${why}`);
const marksOf = (row: ForeignRow): readonly string[] => [row.principal, markOf(row)];
