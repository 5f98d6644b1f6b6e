import type { RemovedAccess } from '@roster/access';
import type { Io } from '../io.ts';
import { count, flag } from '../options.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';
import { reasonsText } from './render-removals.ts';

export const removalOptions = {
  expectRemovals: count('--expect-removals <n>', 'store it only if exactly this many accesses go'),
  allowRemovals: flag('--allow-removals', 'store it, however many accesses go'),
} as const;

export interface RemovalChoice {
  readonly expectRemovals: number | undefined;
  readonly allowRemovals: boolean;
}

/**
 * Sees to it that somebody has decided what a push takes away (design.md, "Removals"): by the exact number, by
 * `--allow-removals`, or by a yes at a terminal. UsageError that names the number where nobody has.
 */
export async function decideRemovals(io: Io, removed: RemovedAccess, choice: RemovalChoice): Promise<void> {
  const { count: going } = removed;
  const expected = choice.expectRemovals;
  if (expected !== undefined) {
    if (expected === going) return;
    throw new UsageError(
      `--expect-removals ${String(expected)}: ${plural(going, 'access', 'accesses')} would go, and nothing was stored: ` +
        `look at what goes, then repeat it with --expect-removals ${String(going)}`,
    );
  }
  const reasons = reasonsText(removed);
  if (reasons === '' || choice.allowRemovals) return;
  const question = `${reasons}. Take ${plural(going, 'access', 'accesses')} away? Type yes: `;
  if (io.ask !== undefined && (await io.ask(question)).trim().toLowerCase() === 'yes') return;
  throw new UsageError(
    `nothing was stored: ${reasons}. If that is meant, repeat it with --expect-removals ${String(going)} ` +
      '(--allow-removals allows any number)',
  );
}
