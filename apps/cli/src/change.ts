import { text } from './options.ts';
import { UsageError } from './usage-error.ts';

/** So many characters may the text of `--change` have. The schema of a run's input (libs/workflow) has the same rule. */
const MAX = 200;

export const changeOption = {
  change: text('--change <text>', 'the ticket or change that this belongs to; recorded with it'),
} as const;

/** What is recorded of `--change`: nothing where it was not given. UsageError where it cannot be one. */
export function changeOf(given: string | undefined): { readonly change?: string } {
  if (given === undefined) return {};
  if (given.trim() === '') throw new UsageError('--change: is empty; give a ticket, such as OPS-4711');
  if (given.length > MAX) {
    throw new UsageError(`--change: ${String(given.length)} characters; ${String(MAX)} at most`);
  }
  if (/\p{Cc}/u.test(given)) throw new UsageError('--change: must not hold control characters or line ends');
  return { change: given };
}
