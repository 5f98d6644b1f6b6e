import { AwsError } from '../aws-error.ts';
import type { Caller, HeldKey, Principals } from './principals.ts';
import { isRole } from './principals.ts';
import { isTrusted } from './trust-policy.ts';

export type Parameters = ReadonlyMap<string, string>;

/** The organisation that every account belongs to; none without an id. */
export interface Organization {
  id?: string | undefined;
}

interface Session {
  readonly principals: Principals;
  readonly organization: Organization;
  readonly now: () => Date;
}

/** Maximum and default of a session, in seconds (STS API reference, AssumeRole; the role's own maximum is not set). */
const HOUR = 3600;

/** AssumeRole: keys that sign as the role, when its trust allows the caller. AwsError otherwise. */
export function assumeRole(session: Session, caller: Caller, parameters: Parameters) {
  const { principals, now } = session;
  const roleArn = required(parameters, 'RoleArn');
  const sessionName = required(parameters, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw invalid(
      `Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: [\\w+=,.@-]{2,64}`,
    );
  }
  const seconds = Number(parameters.get('DurationSeconds') ?? HOUR);
  if (!Number.isInteger(seconds) || seconds < 900) throw invalid('DurationSeconds must be 900 at least');
  if (seconds > HOUR) throw invalid(tooLong(caller));
  if (!mayAssume(session, caller, { roleArn, sessionName })) {
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
    throw new AwsError(403, 'AccessDenied', message);
  }
  const key = principals.openSession(roleArn, sessionName, new Date(now().getTime() + seconds * 1000));
  return assumedRole(key);
}

function assumedRole(key: HeldKey & { readonly sessionToken: string }) {
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: key.expiresAt?.toISOString() ?? '',
    },
    AssumedRoleUser: { AssumedRoleId: key.caller.userId, Arn: key.caller.arn },
  };
}

interface Asked {
  readonly roleArn: string;
  readonly sessionName: string;
}

// A role that does not exist is answered as one that does not trust: AWS tells nobody which it is.
function mayAssume({ principals, organization }: Session, caller: Caller, asked: Asked): boolean {
  const { roleArn, sessionName } = asked;
  const role = principals.find(roleArn);
  if (role === undefined || !isRole(roleArn) || !roleArn.startsWith(`arn:${caller.partition}:`)) return false;
  if (role.trustPolicy !== undefined) {
    const mfa = principals.find(caller.principal)?.mfa;
    return isTrusted(role.trustPolicy, {
      ...{ ...caller, sessionName },
      ...(organization.id === undefined ? {} : { organization: organization.id }),
      ...(mfa === undefined ? {} : { mfa }),
    });
  }
  const root = `arn:${caller.partition}:iam::${caller.account}:root`;
  return role.trusts === undefined || role.trusts.some((one) => one === caller.principal || one === root);
}

function tooLong(caller: Caller): string {
  return isRole(caller.principal)
    ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
    : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (!value) throw invalid(`Value null at '${name}' failed to satisfy constraint: Member must not be null`);
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError(400, 'ValidationError', message);
}
