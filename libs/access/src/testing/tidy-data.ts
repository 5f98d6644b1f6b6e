import fc from 'fast-check';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { arbitraryMapping } from './mappings.ts';

interface Style {
  readonly indent: string;
  readonly flowGroups: boolean;
  readonly comment: boolean;
  readonly extra: boolean;
  readonly dashAlone: boolean;
}

const arbitraryStyle: fc.Arbitrary<Style> = fc.record({
  indent: fc.constantFrom('', '  '),
  flowGroups: fc.boolean(),
  comment: fc.boolean(),
  extra: fc.boolean(),
  dashAlone: fc.boolean(),
});

function rowText(key: string, { arn, username, groups }: IdentityMapping, style: Style): string {
  const list = style.flowGroups
    ? [`  groups: [${groups.map((group) => `"${group}"`).join(', ')}]`]
    : groups.length === 0
      ? []
      : ['  groups:', ...groups.map((group) => `  ${style.indent}- ${group}`)];
  const lines = [
    ...(style.comment ? [`# about ${arn}`] : []),
    ...(style.dashAlone ? ['-', `  ${key}: ${arn}`] : [`- ${key}: ${arn}`]),
    `  username: '${username}'`,
    ...(style.extra ? ['  userid: AROAEXAMPLE   # kept'] : []),
    ...list,
  ];
  return lines.join('\n');
}

/** The value of one list: rows in their styles, JSON as CDK writes it, or one of the ways to hold no row. */
function arbitraryValue(key: 'rolearn' | 'userarn'): fc.Arbitrary<string | undefined> {
  const rows = fc.array(fc.tuple(arbitraryMapping, arbitraryStyle), { minLength: 1, maxLength: 6 });
  const block = fc
    .tuple(rows, fc.constantFrom('', '\n', '\n\n', '\n# the end\n'), fc.boolean(), fc.constantFrom('', '  '))
    .map(([all, end, crlf, indent]) => {
      const text = all.map(([row, style]) => rowText(key, row, style)).join('\n');
      const indented = text.replaceAll(/^/gm, indent) + end;
      return crlf ? indented.replaceAll('\n', '\r\n') : indented;
    });
  const json = fc
    .array(arbitraryMapping, { maxLength: 4 })
    .map((all) => JSON.stringify(all.map(({ arn, ...rest }) => ({ [key]: arn, ...rest }))));
  const none = fc.constantFrom(undefined, '', '\n', '""', '[]', '[]\n', '# nothing yet\n', '``');
  return fc.oneof(
    { weight: 6, arbitrary: block },
    { weight: 2, arbitrary: json },
    { weight: 2, arbitrary: none },
  );
}

/** A ConfigMap's data that can be read and edited: rows of many styles in both lists, and other keys beside them. */
export const arbitraryTidyData: fc.Arbitrary<AwsAuthData> = fc
  .record({
    mapRoles: arbitraryValue('rolearn'),
    mapUsers: arbitraryValue('userarn'),
    mapAccounts: fc.constantFrom(undefined, '- "444455556666"\n', '[]'),
    notes: fc.constantFrom(undefined, 'do not touch'),
  })
  .map((data) =>
    Object.fromEntries(
      Object.entries(data).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
    ),
  );
