import type { Reading } from '../aws-auth/reading.ts';

/** What STS says of a caller, as the authenticator keeps it (pkg/token/token.go, Identity). */
export interface GoIdentity {
  readonly canonicalArn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** Empty for users. */
  readonly sessionName: string;
}

export interface GoLogin {
  readonly username: string;
  readonly groups: readonly string[];
}

/**
 * As whom the authenticator may let a caller in: a second implementation of pkg/server/server.go (doMapping,
 * renderTemplates) and pkg/mapper/configmap/mapper.go (Map), by which the property test of privileged access judges
 * ours. Undefined: refused. Several: chance decides. It shares no code with `admissionsOf`. EC2 knows every instance under one name.
 */
export function goLogins(reading: Reading, identity: GoIdentity): readonly (GoLogin | undefined)[] {
  // getIdentityFromSTSResponse: the id of a role's session is `AROA…:session`, and of more parts it is malformed.
  if (identity.sessionName.includes(':')) return [undefined];
  const subject = identity.canonicalArn.toLowerCase();
  const equalFold = ({ arn }: { readonly arn: string }) => arn.toLowerCase().split('ſ').join('s') === subject;
  const roles = reading.roles.filter(equalFold);
  const mappings = roles.length > 0 ? roles : reading.users.filter(equalFold);
  if (mappings.length === 0) {
    return reading.accounts.includes(identity.accountId)
      ? [{ username: identity.canonicalArn, groups: [] }]
      : [undefined];
  }
  return mappings.map(({ username, groups }) => {
    const texts = [username, ...groups].map((text) => goRender(text, identity));
    const [name, ...rest] = texts.flatMap((text) => text ?? []);
    return texts.includes(undefined) || name === undefined ? undefined : { username: name, groups: rest };
  });
}

/** Undefined where renderTemplate returns an error. */
function goRender(template: string, identity: GoIdentity): string | undefined {
  let text = template;
  const replaceAll = (old: string, by: string) => {
    text = text.split(old).join(by);
  };
  if (text.includes('{{EC2PrivateDNSName}}')) {
    if (!/^i-([0-9A-Za-z_]{8}|[0-9A-Za-z_]{17})$/.test(identity.sessionName)) return undefined;
    replaceAll('{{EC2PrivateDNSName}}', 'ip-10-0-0-1.eu-west-1.compute.internal');
  }
  replaceAll('{{AccountID}}', identity.accountId);
  replaceAll('{{SessionName}}', identity.sessionName.split('@').join('-'));
  replaceAll('{{SessionNameRaw}}', identity.sessionName);
  replaceAll('{{AccessKeyID}}', identity.accessKeyId);
  return text;
}
