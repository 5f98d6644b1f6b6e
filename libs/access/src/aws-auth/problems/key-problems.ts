import type { AwsAuthData, ValueProblem } from '../reading.ts';
import { collect } from './say.ts';
import { lookAlike } from './look-alike.ts';

const KEYS = ['mapRoles', 'mapUsers', 'mapAccounts'];
const BEGIN = { offset: 0, line: 0, column: 0 };

/** Keys of the ConfigMap that look like one that the authenticator reads; it ignores them without a word. */
export function keyProblems(data: AwsAuthData): readonly ValueProblem[] {
  return Object.keys(data).flatMap((key) => {
    const { problems, say } = collect(key);
    const meant = KEYS.includes(key) ? undefined : lookAlike(key, KEYS);
    if (meant?.toLowerCase() === key.toLowerCase()) {
      const message = `${key} is ignored with all that it holds: the authenticator reads ${meant}, in this letter case`;
      say('error', 'key-in-wrong-case', message, BEGIN);
    } else if (meant !== undefined) {
      say('warning', 'unknown-key', `${key} is ignored: is ${meant} meant?`, BEGIN);
    }
    return problems;
  });
}
