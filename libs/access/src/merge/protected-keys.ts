import { canonicalPrincipal, principalKey } from '../arn/index.ts';

/**
 * The keys of rows that stand for protected principals: the canonical ARN's, and the ARN's as it is written, because
 * a row with that very role path is theirs too, though it lets nobody in.
 */
export function protectedKeys(arns: readonly string[]): ReadonlySet<string> {
  return new Set(arns.flatMap((arn) => [principalKey(canonicalPrincipal(arn) ?? arn), principalKey(arn)]));
}
