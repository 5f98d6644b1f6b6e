import { whereOptions } from '../cloud/where.ts';
import { flag, text, texts } from '../options.ts';
import { selectionOptions, type Selection } from '../selection/select.ts';
import { storeOption } from '../store.ts';
import { filesOption } from './fleet-files.ts';

/** The options of plan, apply and verify. */
export const runOptions = {
  ...selectionOptions,
  ...filesOption,
  ...storeOption,
  ...whereOptions,
  overrides: texts('--override <rule=reason>', 'let this guardrail pass, and record why; may be repeated'),
  concurrency: text(
    '--concurrency <shards>',
    'how many shards of 25 clusters run at once (default 4, with --cloud 20)',
  ),
  all: flag('--all-changes', 'list the changes of every cluster, however many'),
} as const;

/** As these options are read. */
export interface RunRequest extends Selection {
  readonly files: readonly string[];
  readonly store: string | undefined;
  readonly overrides: readonly string[];
  readonly concurrency: string | undefined;
  readonly all: boolean;
}
