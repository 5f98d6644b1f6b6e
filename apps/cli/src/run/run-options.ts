import { GUARDRAILS } from '@roster/access';
import { whereOptions } from '../cloud/where.ts';
import { changeOption } from '../change.ts';
import { count, flag, text, texts } from '../options.ts';
import { selectionOptions, type Selection } from '../selection/select.ts';
import { storeOption } from '../store.ts';
import { filesOption } from './fleet-files.ts';

/** What `--override` can name. */
const RULES = GUARDRAILS.filter(({ overridable }) => overridable).map(({ name }) => name);

/** The options of plan, apply and verify. */
export const runOptions = {
  ...selectionOptions,
  ...filesOption,
  ...storeOption,
  ...whereOptions,
  ...changeOption,
  overrides: texts(
    '--override <rule=reason>',
    `let this guardrail pass, and record why; may be repeated. Rules: ${RULES.join(', ')}`,
  ),
  concurrency: text(
    '--concurrency <shards>',
    'how many shards of 25 clusters run at once (1 to 1000; default 4, with --cloud 20)',
  ),
  prune: flag('--prune', 'with -f: also remove what these files do not ask for; by default it is kept'),
  all: flag('--all-changes', 'list the changes of every cluster, however many'),
} as const;

/** The options of apply: those of every run, and what it may take away. */
export const applyOptions = {
  ...runOptions,
  expectRemovals: count(
    '--expect-removals <n>',
    'make the removals that no push decided, if there are exactly this many in the whole run',
  ),
} as const;

/** As these options are read. */
export interface RunRequest extends Selection {
  readonly files: readonly string[];
  readonly store: string | undefined;
  readonly overrides: readonly string[];
  readonly concurrency: string | undefined;
  readonly change: string | undefined;
  readonly prune: boolean;
  readonly expectRemovals?: number | undefined;
  readonly all: boolean;
}
