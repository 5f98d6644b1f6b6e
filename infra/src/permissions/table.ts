import type { Statement } from './statements.ts';

/** A line of the table: what one holder may do is often what others may do too. */
interface Line {
  readonly who: readonly string[];
  readonly may: string;
  readonly on: string;
  readonly when: string;
}

const HEAD = ['who', 'may', 'on', 'only'];

/** "Who may do what on what", as Markdown. `prefix` is the stage's: names are shown without it. */
export function permissionsTable(statements: readonly Statement[], prefix: string): string {
  const lines = new Map<string, Line>();
  for (const statement of statements) {
    const line = lineOf(statement, prefix);
    const what = JSON.stringify([line.may, line.on, line.when]);
    const known = lines.get(what);
    lines.set(what, known === undefined ? line : { ...line, who: [...known.who, ...line.who] });
  }
  const rows = [...lines.values()].map(({ who, may, on, when }) => [who.join(', '), may, on, when]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function lineOf({ holder, effect, principal, ...what }: Statement, prefix: string): Line {
  const short = (text: string) =>
    text.replaceAll(`${prefix}-`, '').replaceAll('-<region>', '').replace(ARN, '');
  const own = short(holder).replaceAll('-', ' ');
  const who = principal === undefined ? own : `${short(principal)} (by the policy of “${own}”)`;
  const on = what.resources.map((resource) =>
    isOwnLog(resource, holder) ? 'its own log group' : short(resource),
  );
  return {
    who: [escaped(who)],
    may: `${effect === 'Deny' ? '**not** ' : ''}${short(actionsText(what.actions))}`,
    on: escaped(on.join(', ')),
    when: escaped(what.conditions.map(plainly).map(short).join('; ')),
  };
}

const ARN = /arn:<partition>:(?:dynamodb|events|states):<region>:<account>:/;

function isOwnLog(resource: string, holder: string): boolean {
  return resource.startsWith('/aws/lambda/') && holder.startsWith(resource.replace('/aws/lambda/', ''));
}

/** `dynamodb:GetItem, Query` */
function actionsText(actions: readonly string[]): string {
  return actions.map((action, index) => (index === 0 ? action : action.replace(/^.*:/, ''))).join(', ');
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/^ForAllValues:StringLike dynamodb:LeadingKeys: /, 'keys '],
  [/^ForAllValues:StringEquals dynamodb:Attributes: /, 'attributes '],
  [/^StringEqualsIfExists dynamodb:ReturnValues: NONE$/, 'returns nothing'],
  [/^ArnNotLike aws:PrincipalArn: /, 'unless it is '],
  [/^StringEquals aws:ResourceOrgID: .*/, 'in the organisation'],
  [/^StringEquals aws:PrincipalOrgID: .*/, 'from the organisation'],
  [/^(?:StringEquals|StringLike|ArnLike|Bool) /, ''],
];

const OWN_ROLE = 'arn:<partition>:iam::<account>:role/';
const REPLICATION =
  'aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication';

/** A condition in words, where there are some. */
function plainly(condition: string): string {
  const named = condition.replaceAll(OWN_ROLE, '').replace(REPLICATION, 'DynamoDB’s replication role');
  return PLAIN.reduce((text, [pattern, words]) => text.replace(pattern, words), named);
}

const escaped = (text: string): string => text.replaceAll('*', '\\*').replaceAll('<', '\\<');
