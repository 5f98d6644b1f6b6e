import { canonicalPrincipal, isPartition, parseArn, parsePrincipal, type Arn } from '../../arn/index.ts';
import type { Mark } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import type { Say } from './say.ts';

/** A text that a template left, such as `<ACCOUNT>`, `${ARN}`, `{{ arn }}` or `%s`. */
export const PLACEHOLDER = /<[^<>]*>|\$\{|\{\{|\}\}|\{%|%[sd]\b|\$[A-Z_]+\b/;

interface Written {
  readonly arn: string;
  readonly at: Mark;
}

/** Says why an ARN can never match a caller, or what is odd about one that does (facts.md: ARNs). */
export function aboutArn(list: MappingList, { arn, at }: Written, say: Say): void {
  const why = whyNobody(arn);
  if (why !== undefined) {
    say('error', why.code, `${JSON.stringify(arn)} matches nobody: ${why.reason}`, at);
    return;
  }
  const kind = parsePrincipal(arn.toLowerCase())?.kind;
  if (kind === 'root') {
    const message = `${arn} lets in the root user of the account alone, not everybody in it`;
    say('warning', 'root-arn', message, at);
  } else if (list === 'mapUsers' && kind === 'role') {
    say('warning', 'role-in-map-users', `${arn} is a role under mapUsers; it works`, at);
  } else if (list === 'mapRoles' && kind === 'user') {
    say('warning', 'user-in-map-roles', `${arn} is a user under mapRoles; it works`, at);
  }
}

interface Why {
  readonly code: string;
  readonly reason: string;
}

function whyNobody(arn: string): Why | undefined {
  if (PLACEHOLDER.test(arn))
    return { code: 'placeholder', reason: 'it holds a placeholder that nobody filled in' };
  if (/\s/.test(arn)) return { code: 'blank-in-arn', reason: 'it holds a blank' };
  // Callers are compared in lower case, so the letter case of a row does not matter.
  const parsed = parseArn(arn.toLowerCase());
  if (parsed === undefined) return { code: 'not-an-arn', reason: whyNoArn(arn) };
  return whyNoPrincipal(arn, parsed);
}

function whyNoArn(arn: string): string {
  if (!/^arn:/i.test(arn)) return 'it is no ARN, which begins with arn:';
  return 'it is no ARN, which has five colons before its resource: one or more are missing';
}

function whyNoPrincipal(arn: string, { partition, service, account, resource }: Arn): Why | undefined {
  const written = canonicalPrincipal(arn) ?? canonicalPrincipal(arn.toLowerCase());
  const [type] = resource.split('/');
  if (!isPartition(partition))
    return { code: 'unknown-partition', reason: `there is no partition ${partition}` };
  if (type === 'assumed-role') {
    const advice = written === undefined ? "write its role's ARN" : `write ${written}`;
    return {
      code: 'assumed-role',
      reason: `it names a session, and callers are compared by their role: ${advice}`,
    };
  }
  if (service === 'iam' && !/^\d{12}$/.test(account)) {
    return { code: 'not-an-account', reason: `"${account}" is no account id of 12 digits` };
  }
  if (type === 'role' && written !== undefined && written.toLowerCase() !== arn.toLowerCase()) {
    return { code: 'role-path', reason: `callers come without the path of their role: write ${written}` };
  }
  if (written !== undefined) return undefined;
  return { code: 'not-a-principal', reason: KINDS[`${service}:${type ?? ''}`] ?? whatElse(resource) };
}

const KINDS: Readonly<Record<string, string>> = {
  'iam:instance-profile': 'it is an instance profile: write the ARN of its role',
  'iam:group': 'it is a group of IAM users, and callers do not tell their groups',
  'iam:policy': 'it is a policy',
  'eks:nodegroup': 'it is a node group: write the ARN of its node role',
  'eks:cluster': 'it is a cluster',
};

function whatElse(resource: string): string {
  if (resource.includes('*')) return 'it holds a *, and ARNs are compared letter by letter';
  return 'it is no IAM role or user';
}
