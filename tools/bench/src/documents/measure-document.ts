import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { draftWrite, planChanges, readAwsAuth } from '@roster/access';
import { parse } from 'yaml';
import { documentOf } from './document.ts';

/** One document in one round. */
export interface Figures {
  readonly rows: number;
  readonly bytes: number;
  readonly readMs: number;
  readonly mergeMs: number;
  /** Edits, reads back and judges. */
  readonly writeMs: number;
  readonly yamlMs: number;
}

/**
 * Reads, merges and writes documents of so many rows, as Apply does, and parses each text with the library `yaml`, in
 * turn. As many rounds go before, uncounted, as it takes for the code to be compiled.
 */
export function measureDocument(rows: number, { rounds }: { readonly rounds: number }): readonly Figures[] {
  const warm = Math.max(10, Math.ceil(20_000 / rows));
  const all = Array.from({ length: warm + rounds }, (_, round) => measure(rows, round));
  return all.slice(warm);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;

function measure(rows: number, round: number): Figures {
  const { live, desired, owned } = documentOf(rows, round);
  const text = live['mapRoles'] ?? '';
  // Each side pays for its own garbage, not for that of the other.
  collect({ type: 'minor' });
  const [before, readMs] = timed(() => readAwsAuth(live));
  const limits = {
    account: '111122223333',
    protectedPrincipals: [],
    privilegedFrom: [],
    privilegedGroups: [],
  };
  const removals = { exclusiveDecided: true, prune: false, ended: [] };
  const rest = { ...limits, removals, denied: [], overrides: [], own: [] };
  const [changeSet, mergeMs] = timed(() =>
    planChanges({ desired, live: before, owned, mode: 'merge', ...rest }),
  );
  const [draft, writeMs] = timed(() => draftWrite(live, { changeSet, before, owned, ...rest }));
  if (draft.refusals.length > 0) throw new Error(`refused: ${JSON.stringify(draft.refusals)}`);
  collect({ type: 'minor' });
  const [, yamlMs] = timed((): unknown => parse(text));
  return { rows, bytes: text.length, readMs, mergeMs, writeMs, yamlMs };
}

function timed<T>(work: () => T): readonly [T, number] {
  const began = performance.now();
  const result = work();
  return [result, performance.now() - began];
}
