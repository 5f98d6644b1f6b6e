import { parseArn } from './parse-arn.ts';
import { isPartition, type Partition } from './partitions.ts';

/** An IAM principal in its canonical form: what the authenticator compares with the rows of aws-auth. */
export interface Principal {
  readonly kind: 'role' | 'user' | 'root' | 'federated-user';
  /** Roles without their path, users with theirs. */
  readonly arn: string;
  readonly partition: Partition;
  readonly account: string;
}

// IAM's alphabets: names (CreateRole, CreateUser: 64 letters at most), and paths of printable ASCII.
const NAME = /^[\w+=,.@-]{1,64}$/;
const PATH = /^[\x21-\x7e]*$/;
const ACCOUNT = /^\d{12}$/;

/**
 * Reads the ARN of a principal as the authenticator does with a caller's (aws-iam-authenticator v0.7.18, pkg/arn
 * Canonicalize and StripPath): assumed-role ARNs become the role's, role paths are dropped, user paths stay, the
 * root user and federated users stand as they are. Undefined for what names no IAM principal: another service or
 * resource, an unknown partition, a wildcard, an account that is not 12 digits.
 */
export function parsePrincipal(arn: string): Principal | undefined {
  const parsed = parseArn(arn);
  if (parsed?.region !== '' || !isPartition(parsed.partition) || !ACCOUNT.test(parsed.account))
    return undefined;
  const { partition, service, account, resource } = parsed;
  const found = resolve(service, resource.split('/'));
  if (found === undefined) return undefined;
  const owner = found.kind === 'federated-user' ? 'sts' : 'iam';
  return {
    kind: found.kind,
    arn: `arn:${partition}:${owner}::${account}:${found.resource}`,
    partition,
    account,
  };
}

/** True for the ARN of one session of a role: the authenticator knows the role alone, and lets all its sessions in. */
export function isSession(arn: string): boolean {
  return parseArn(arn)?.service === 'sts' && parsePrincipal(arn)?.kind === 'role';
}

/** The name of the session that an assumed-role ARN ends with; undefined for any other ARN. */
export function sessionOf(arn: string): string | undefined {
  return isSession(arn) ? arn.slice(arn.lastIndexOf('/') + 1) : undefined;
}

/** True for a name that STS gives to a session (STS API reference, AssumeRole, RoleSessionName). */
export function isSessionName(name: string): boolean {
  return /^[\w+=,.@-]{2,64}$/.test(name);
}

/** The canonical ARN of a principal, or undefined where `arn` names none (see `parsePrincipal`). */
export function canonicalPrincipal(arn: string): string | undefined {
  return parsePrincipal(arn)?.arn;
}

/**
 * The key by which rows are matched: an ARN folded to lower case, and nothing else, because the authenticator
 * compares the raw ARN of a row (`strings.EqualFold`): a row whose role has a path is another principal, one that
 * never calls. For a principal that should match, give the canonical ARN. The long s folds to s in Go only.
 */
export function principalKey(arn: string): string {
  const lower = arn.toLowerCase();
  return lower.includes('ſ') ? lower.replaceAll('ſ', 's') : lower;
}

type Resource = Pick<Principal, 'kind'> & { readonly resource: string };

function resolve(service: string, parts: readonly string[]): Resource | undefined {
  const [type, ...rest] = parts;
  const name = rest.at(-1) ?? '';
  if (service === 'iam' && type === 'root' && rest.length === 0) return { kind: 'root', resource: 'root' };
  if (service === 'sts' && type === 'assumed-role') return role(rest.slice(0, -1), name);
  if (!NAME.test(name)) return undefined;
  if (service === 'iam' && type === 'role') return role(rest, name);
  if (service === 'iam' && type === 'user' && isPath(rest)) {
    return { kind: 'user', resource: parts.join('/') };
  }
  if (service === 'sts' && type === 'federated-user' && rest.length === 1) {
    return { kind: 'federated-user', resource: parts.join('/') };
  }
  return undefined;
}

/** A role by its path and name; of an assumed role the session comes apart, and must be there. */
function role(pathAndName: readonly string[], session: string): Resource | undefined {
  const name = pathAndName.at(-1) ?? '';
  if (!NAME.test(name) || session === '' || !isPath(pathAndName)) return undefined;
  return { kind: 'role', resource: `role/${name}` };
}

function isPath(parts: readonly string[]): boolean {
  return parts.every((part) => part !== '' && PATH.test(part));
}
