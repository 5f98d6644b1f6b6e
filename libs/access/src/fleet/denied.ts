import { canonicalPrincipal, principalKey } from '../arn/index.ts';

/**
 * Whether an ARN, or the key of a row, is one of a denied principal: by its canonical ARN, and as it is written. So a
 * role with a path means the role, in either list and whatever path a row has; users count in any letter case.
 */
export function deniedBy(denied: readonly string[]): (arn: string) => boolean {
  const known = askers.get(denied) ?? askerOf(denied);
  askers.set(denied, known);
  return known;
}

// By the list itself: every cluster of a fleet asks the same list for the same principals.
const askers = new WeakMap<readonly string[], (arn: string) => boolean>();

function askerOf(denied: readonly string[]): (arn: string) => boolean {
  if (denied.length === 0) return () => false;
  const keys = new Set(denied.flatMap(keysOf));
  const answers = new Map<string, boolean>();
  return (arn) => {
    const answer = answers.get(arn) ?? keysOf(arn).some((key) => keys.has(key));
    answers.set(arn, answer);
    return answer;
  };
}

const keysOf = (arn: string): readonly string[] => [
  principalKey(arn),
  principalKey(canonicalPrincipal(arn) ?? arn),
];
