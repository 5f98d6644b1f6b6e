/** What the templates of usernames and groups are filled with. */
export interface SessionFacts {
  readonly accountId: string;
  /** Empty for a caller without a session: an IAM user, the root user. Undefined: not known. */
  readonly sessionName: string | undefined;
  /** Undefined: not known. */
  readonly accessKeyId: string | undefined;
  /** What EC2 says of the instance after which the session is named. Absent: not known. */
  readonly privateDnsName?: string;
}

/** Access as it is written in a row. */
export interface Written {
  readonly username: string;
  readonly groups: readonly string[];
}

/** As whom a caller comes in, or why the authenticator refuses it though a row names it. */
export type Rendered =
  | (Written & {
      readonly refused?: undefined;
      /** Templates left: what fills them is not known. */ readonly open: readonly string[];
    })
  | { readonly refused: string };

const NODE_NAME = 'EC2PrivateDNSName';
/** The templates that the authenticator fills in; it leaves any other text in braces as it is. */
export const TEMPLATES: readonly string[] = [
  NODE_NAME,
  'AccountID',
  'SessionName',
  'SessionNameRaw',
  'AccessKeyID',
];

const INSTANCE = /^i-(?:\w{8}|\w{17})$/;

/**
 * Fills in the templates of a username and its groups as the authenticator does (aws-iam-authenticator v0.7.18,
 * pkg/server/server.go, renderTemplate): one template after the other, in this order, so what one puts in is looked
 * through for those behind it. `@` becomes `-` in SessionName. EC2PrivateDNSName wants a session that is named after an
 * EC2 instance, and refuses the whole caller else, whatever its other texts say.
 */
export function renderTemplates({ username, groups }: Written, facts: SessionFacts): Rendered {
  const texts = [username, ...groups];
  const { sessionName } = facts;
  if (sessionName !== undefined && !INSTANCE.test(sessionName)) {
    const wants = texts.find((text) => text.includes(`{{${NODE_NAME}}}`));
    if (wants !== undefined) return { refused: whyNoInstance(wants, sessionName) };
  }
  const rendered = texts.map((text) => renderText(text, facts));
  const open = TEMPLATES.filter((name) => rendered.some((text) => text.includes(`{{${name}}}`)));
  return { username: rendered[0] ?? '', groups: rendered.slice(1), open };
}

/** True for access that the authenticator gives to sessions of EC2 instances alone, and refuses to everybody else. */
export function wantsInstance({ username, groups }: Written): boolean {
  return [username, ...groups].some((text) => text.includes(`{{${NODE_NAME}}}`));
}

function renderText(template: string, { accountId, sessionName, accessKeyId, privateDnsName }: SessionFacts) {
  const values: Readonly<Record<string, string | undefined>> = {
    EC2PrivateDNSName: privateDnsName,
    AccountID: accountId,
    SessionName: sessionName?.replaceAll('@', '-'),
    SessionNameRaw: sessionName,
    AccessKeyID: accessKeyId,
  };
  let text = template;
  for (const name of TEMPLATES) {
    const value = values[name];
    if (value !== undefined) text = text.replaceAll(`{{${name}}}`, () => value);
  }
  return text;
}

function whyNoInstance(template: string, sessionName: string): string {
  const has =
    sessionName === '' ? 'it has no session' : `its session is named ${JSON.stringify(sessionName)}`;
  return `${JSON.stringify(template)} wants a session that is named after an EC2 instance (i-…), and ${has}`;
}
