import type { DecodedAccounts } from '../accounts.ts';
import type { ValueProblem } from '../reading.ts';
import { collect } from './say.ts';

/** What is wrong with the accounts: of those that are listed, everybody comes in. */
export function accountProblems({ accounts, strange }: DecodedAccounts): readonly ValueProblem[] {
  const { problems, say } = collect('mapAccounts');
  for (const { id, node } of accounts) {
    if (/^\d{12}$/.test(id)) continue;
    say('error', 'not-an-account', `"${id}" is no account id of 12 digits, so it matches nobody`, node);
  }
  for (const node of strange) {
    say('error', 'not-an-account', 'mapAccounts is a list of account ids; this is none, and left out', node);
  }
  return problems;
}
