/** The trust policy of a role, as IAM keeps it. */
export interface TrustPolicy {
  readonly Version?: string;
  readonly Statement: OneOrMore<TrustStatement>;
}

export interface TrustStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: '*' | { readonly [kind: string]: OneOrMore<string> };
  readonly Action: OneOrMore<string>;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: OneOrMore<string> } };
}

type OneOrMore<T> = T | readonly T[];

/** Who asks for a role. */
export interface RoleRequest {
  /** The user's or role's own ARN, with its path: `aws:PrincipalArn`. */
  readonly principal: string;
  /** The ARN of the session, of a role. */
  readonly arn: string;
  /** `AIDA…`, or `AROA…:session`: `aws:userid`. */
  readonly userId: string;
  readonly account: string;
  /** `aws:PrincipalOrgID`; absent: the account belongs to no organisation. */
  readonly organization?: string;
  /** `aws:MultiFactorAuthPresent`; absent: keys that last, or a session of a role. */
  readonly mfa?: boolean;
  /** The name that the session is to have: `sts:RoleSessionName`. */
  readonly sessionName: string;
}

/**
 * Whether a trust policy lets somebody take its role by `sts:AssumeRole`: a Deny wins, and without an Allow nobody comes
 * in (IAM user guide, "Policy evaluation logic"). TypeError for a part of a policy that is not known here, so that no
 * policy passes because half of it was not read. What the caller's own policies allow is not looked at.
 */
export function isTrusted(policy: TrustPolicy, request: RoleRequest): boolean {
  const about = list(policy.Statement).filter((statement) => applies(statement, request));
  return about.length > 0 && about.every(({ Effect }) => Effect === 'Allow');
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Condition'];

function applies(statement: TrustStatement, request: RoleRequest): boolean {
  const { Effect, Principal, Action, Condition = {} } = statement;
  const other = Object.keys(statement).find((name) => !ELEMENTS.includes(name));
  if (other !== undefined) unknown(`element ${other}`);
  if (Effect !== 'Allow' && Effect !== 'Deny') unknown(`effect ${Effect}`);
  return (
    list(Action).some((action) => isLike('sts:AssumeRole'.toLowerCase(), action.toLowerCase())) &&
    isNamed(Principal, request) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, contextOf(key, request), list(values))),
    )
  );
}

/** Services and federated users never ask by AssumeRole themselves here. */
function isNamed(principal: TrustStatement['Principal'], { principal: own, arn, account }: RoleRequest) {
  if (principal === '*') return true;
  const partition = own.split(':')[1] ?? '';
  const names = ['*', account, `arn:${partition}:iam::${account}:root`, own, arn];
  return list(principal['AWS'] ?? []).some((name) => names.includes(name));
}

/** The value of a condition key (IAM user guide, "AWS global condition context keys"; names in any case). */
function contextOf(key: string, request: RoleRequest): string | undefined {
  switch (key.toLowerCase()) {
    case 'aws:principalarn':
      return request.principal;
    case 'aws:principalaccount':
      return request.account;
    case 'aws:principalorgid':
      return request.organization;
    case 'aws:userid':
      return request.userId;
    case 'aws:multifactorauthpresent':
      return request.mfa?.toString();
    case 'sts:rolesessionname':
      return request.sessionName;
    default:
      return unknown(`condition key ${key}`);
  }
}

type Test = (value: string, wanted: string) => boolean;

/** Condition operators (IAM user guide, "IAM JSON policy elements: Condition operators"). */
const OPERATORS: Readonly<Record<string, Test>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: isLike,
  ArnEquals: isArnLike,
  ArnLike: isArnLike,
  Bool: (value, wanted) => value === wanted.toLowerCase(),
};

/** A key that is missing fails a test, and passes its opposite and one that ends in `IfExists`. */
function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.some((each) => each === String(value === undefined));
  const name = operator.replace(/IfExists$/, '');
  const negated = /^(String|Arn)Not/.test(name);
  const test = OPERATORS[name.replace(/^(String|Arn)Not/, '$1')] ?? unknown(`operator ${operator}`);
  if (value === undefined) return negated || name !== operator;
  return wanted.some((each) => test(value, each)) !== negated;
}

/** `*` is any text, `?` one character. */
function isLike(value: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value);
}

/** Each of the six parts of an ARN for itself. */
function isArnLike(value: string, pattern: string): boolean {
  const [own, wanted] = [partsOf(value), partsOf(pattern)];
  return wanted.length === 6 && own.length === 6 && own.every((part, i) => isLike(part, wanted[i] ?? ''));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}

const list = <T>(value: OneOrMore<T>): readonly T[] => (Array.isArray(value) ? value : [value]) as T[];

function unknown(part: string): never {
  throw new TypeError(`the sandbox knows no ${part} of a trust policy`);
}
