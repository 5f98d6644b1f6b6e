import { canonicalPrincipal, principalKey, readAwsAuth } from '@roster/access';
import type { ConfigMap } from '../ports/index.ts';

/**
 * Why aws-auth does not let a principal (ARN) in, by the document as somebody else reads it: exactly one of the causes of
 * a 401. In a mode in which aws-auth counts.
 */
export function refusedRow(live: ConfigMap | undefined, principal: string): string {
  if (live === undefined) return 'there is no ConfigMap kube-system/aws-auth, so no row lets anybody in';
  const { roles, users, unreadable, problems } = readAwsAuth(live.data);
  const arn = canonicalPrincipal(principal) ?? principal;
  const row = [...roles, ...users].find((one) => one.principal === principalKey(arn));
  if (row !== undefined) {
    return `its row stands (line ${row.position.line} of ${row.list}), and the token is refused all the same: is it a token for this cluster, and does its partition's STS know the role?`;
  }
  const [key] = unreadable;
  if (key !== undefined) {
    const error = problems.find((problem) => problem.key === key && problem.severity === 'error');
    return error === undefined ? `${key} cannot be read` : `${error.message} (line ${error.line} of ${key})`;
  }
  return `no row of aws-auth is for ${arn}`;
}
