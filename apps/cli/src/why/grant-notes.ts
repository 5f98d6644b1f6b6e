import {
  canonicalPrincipal,
  clusterArn,
  lastInstant,
  matches,
  parseArn,
  whyNot,
  type Grant,
} from '@roster/access';
import type { Note, Question } from './question.ts';

/** What the catalog says of that principal on that cluster: which grants name it, and which label misses. */
export function grantNotes({ cluster, fleet, now }: Question, arn: string): readonly Note[] {
  if (fleet === undefined) return [];
  const naming = fleet.grants.filter((grant) => names(grant, arn, cluster));
  if (naming.length === 0) return [{ code: 'not-granted', message: 'no grant of the catalog names it' }];
  return naming.map((grant): Note => {
    const last = grant.until === undefined ? undefined : lastInstant(grant.until);
    if (!matches(grant.clusters, cluster)) {
      return {
        code: 'grant-elsewhere',
        message: `grant ${grant.name} does not mean this cluster: ${whyNot(grant.clusters, cluster).join('; ')}`,
      };
    }
    if (last !== undefined && last < now.getTime()) {
      return { code: 'grant-ended', message: `grant ${grant.name} ended: until ${grant.until ?? ''}` };
    }
    return {
      code: 'granted',
      message: `grant ${grant.name} asks for it as ${grant.username} with ${grant.groups.join(', ')}`,
    };
  });
}

function names({ principals }: Grant, arn: string, { account, region }: Question['cluster']): boolean {
  const partition = parseArn(clusterArn({ name: 'c', account, region }))?.partition ?? 'aws';
  return principals.some((principal) => {
    const named =
      'arn' in principal ? principal.arn : `arn:${partition}:iam::${account}:role/${principal.roleName}`;
    return (canonicalPrincipal(named) ?? named).toLowerCase() === arn.toLowerCase();
  });
}
