import { parseArn, principalKey } from '../arn/index.ts';
import type { Reading } from './reading.ts';

/** As whom somebody comes in, templates not yet rendered, and by what. */
export interface Match {
  readonly username: string;
  readonly groups: readonly string[];
  readonly by: 'role' | 'user' | 'account';
}

/**
 * What the authenticator gives a caller with that canonical ARN: it compares ARNs in any letter case, roles before
 * users (whatever list a row of that principal stands in), `mapAccounts` last, with the ARN as the username and no
 * groups (facts.md). Undefined: a 401.
 */
export function matchIdentity(reading: Reading, arn: string): Match | undefined {
  const wanted = principalKey(arn);
  const role = reading.roles.find((row) => row.principal === wanted);
  if (role !== undefined) return { username: role.username, groups: role.groups, by: 'role' };
  const user = reading.users.find((row) => row.principal === wanted);
  if (user !== undefined) return { username: user.username, groups: user.groups, by: 'user' };
  const account = parseArn(arn)?.account;
  if (account === undefined || !reading.accounts.includes(account)) return undefined;
  return { username: arn, groups: [], by: 'account' };
}

/** What the templates of usernames and groups are filled with. */
export interface SessionFacts {
  readonly accountId: string;
  readonly sessionName: string;
  readonly accessKeyId: string;
  /** The private DNS name of the instance whose role calls. */
  readonly ec2PrivateDnsName?: string;
}

/** Fills in the templates of a username or a group as the authenticator does (facts.md): `@` becomes `-` in one. */
export function renderTemplates(text: string, facts: SessionFacts): string {
  return text
    .replaceAll('{{EC2PrivateDNSName}}', () => facts.ec2PrivateDnsName ?? '')
    .replaceAll('{{AccountID}}', () => facts.accountId)
    .replaceAll('{{SessionName}}', () => facts.sessionName.replaceAll('@', '-'))
    .replaceAll('{{SessionNameRaw}}', () => facts.sessionName)
    .replaceAll('{{AccessKeyID}}', () => facts.accessKeyId);
}
