import { expect, it } from 'vitest';
import { problemsOf } from '../../test/loaded.ts';

const BEGIN = 'apiVersion: roster/v1\n';
const cluster = (line: string) =>
  `${BEGIN}clusters:\n  - name: a\n    account: "111122223333"\n    region: eu-west-1\n    ${line}\n`;
const grant = (fields: Readonly<Record<string, string>>) => {
  const all = {
    name: 'g',
    principals: '[{ roleName: Ops }]',
    username: 'u',
    groups: '[g]',
    clusters: '{}',
    ...fields,
  };
  const lines = Object.entries(all).map(([key, value]) => `    ${key}: ${value}\n`);
  return `${BEGIN}grants:\n  -\n${lines.join('')}`;
};
const selector = (text: string) => grant({ clusters: text });

it.each([
  ['', ['1:1 the file is empty; begin with "apiVersion: roster/v1"']],
  ['clusters: []', ['1:1 apiVersion is missing']],
  ['apiVersion: roster/v2', ['1:13 apiVersion must be "roster/v1", not "roster/v2"']],
  ['[]', ['1:1 the file must be a map, not a list']],
  [`${BEGIN}---\napiVersion: roster/v1`, ['3:1 only one document in a file']],
  [`${BEGIN}grant: []`, ['2:1 unknown key "grant"; did you mean "grants"?']],
  [cluster('lables: {}'), ['6:5 clusters[0]: unknown key "lables"; did you mean "labels"?']],
  [cluster('vpc: x'), [/^6:5 clusters\[0\]: unknown key "vpc"; known are name, account, region, labels/]],
  [cluster('labels: { a: [] }'), ['6:18 clusters[0].labels.a must be a text, not a list']],
  [cluster('labels:'), ['6:5 clusters[0].labels is empty, and must be a map']],
  [
    cluster('roles: { read: "arn:aws:iam::{acount}:role/R" }'),
    [/^6:20 clusters\[0\]\.roles\.read must be the ARN of an/],
  ],
  [
    cluster('checks: { pods: [{ namespace: a, namePrefix: b, min: x }] }'),
    [/^6:58 .*min must be a number, not "x"$/],
  ],
  [
    cluster('checks: { access: [{ verb: a, resource: b }] }'),
    ['6:24 clusters[0].checks.access[0] must name either a group or a user'],
  ],
  [
    cluster('').replace('"111122223333"', '12345'),
    ['4:14 clusters[0].account must be an account id of 12 digits, not "12345"'],
  ],
  [
    cluster('').replace('eu-west-1', 'europe'),
    ['5:13 clusters[0].region must be a Region, such as eu-west-1, not "europe"'],
  ],
  [
    `${cluster('roles: { read: "arn:aws:iam::111122223333:role/team/Read" }')}denied:\n  - arn:aws:iam::999999999999:role/Gone\n  - arn:aws:iam::111122223333:role/READ\n`,
    ["9:5 denied: arn:aws:iam::111122223333:role/READ is one of Roster's own roles, and is never removed"],
  ],
  [
    `${BEGIN}protected: ["arn:aws:iam::999999999999:user/Glass"]\ndenied: ["arn:aws:iam::999999999999:user/glass"]\n`,
    ['3:10 denied: arn:aws:iam::999999999999:user/glass is protected, and is never removed'],
  ],
  [`${BEGIN}denied: [everybody]`, ['2:10 denied[0] must be the ARN of an IAM role or user, not "everybody"']],
  [cluster('').replace('name: a', 'name: a/b'), [/^3:11 clusters\[0\]\.name must be an EKS cluster's name/]],
  [
    cluster('').replace('name: a', 'nam: a'),
    ['3:5 clusters[0].name is missing', '3:5 clusters[0]: unknown key "nam"; did you mean "name"?'],
  ],
  [grant({ username: '{{SessionName}}' }), ['6:16 a text that begins with {{ needs quotes']],
  [
    grant({ username: '"{{SesionName}}"' }),
    [/^6:15 grants\[0\]\.username may hold these templates only: \{\{EC2/],
  ],
  [grant({ username: '" a"' }), ['6:15 grants[0].username must not begin or end with a blank, not " a"']],
  [
    grant({ username: '"{{SessionName}}"' }),
    [/^6:15 grants\[0\]\.username must begin with a fixed text, such as admin:/],
  ],
  [grant({ username: '"sys{{SessionName}}:x"' }), [/^6:15 .*username must not hold a template where it can/]],
  [grant({ username: '"a\\0b"' }), [/^6:15 grants\[0\]\.username must not hold control characters/]],
  [grant({ groups: '[a, "b\\nc"]' }), [/^7:17 grants\[0\]\.groups\[1\] must not hold control characters/]],
  [grant({ groups: '[a, "b\u200b"]' }), [/^7:17 grants\[0\]\.groups\[1\] must not hold control characters/]],
  [
    grant({ groups: '[a, "system:{{SessionName}}"]' }),
    [/^7:17 grants\[0\]\.groups\[1\] must not hold a template: a session chooses its own name/],
  ],
  [
    grant({ groups: '[system:master]' }),
    [/^7:14 grants\[0\]\.groups\[0\] is an error to lint: .*masters meant/],
  ],
  [
    grant({ groups: '[System:Masters]' }),
    [/^7:14 .*groups\[0\] is an error to lint: .*system:masters meant/],
  ],
  [grant({ groups: '[system:node]' }), [/^7:14 .*groups\[0\] is an error to lint: .*system:nodes meant/]],
  [
    grant({ username: 'system:node:a', groups: '[system:masters]' }),
    [/^6:15 grants\[0\]\.username is an error to lint: every node/],
  ],
  [
    grant({
      principals: '[{ arn: "arn:aws:iam::111122223333:user/jane" }]',
      username: '"system:node:{{EC2PrivateDNSName}}"',
      groups: '["system:nodes"]',
    }),
    [/^6:15 grants\[0\]\.username is an error to lint: an IAM user is no node/],
  ],
  [
    grant({ principals: '[{ arn: "arn:aws:sts::111122223333:assumed-role/Developers/alice@example.com" }]' }),
    [
      /^5:25 .*\[0\]\.arn must not be one session, .*: give arn:aws:iam::111122223333:role\/Developers, not "arn/,
    ],
  ],
  [grant({ groups: '[]' }), ['7:13 grants[0].groups must not be empty']],
  [grant({ groups: '' }), ['7:5 grants[0].groups is empty, and must be a list']],
  [grant({ until: 'tomorrow' }), ['9:12 grants[0].until must be a date, such as 2027-01-31, not "tomorrow"']],
  [grant({ principals: '[]' }), ['5:17 grants[0].principals must not be empty']],
  [grant({ principals: '[{}]' }), ['5:18 grants[0].principals[0] must have either an arn or a roleName']],
  [
    grant({ principals: '[{ arn: x }]' }),
    ['5:25 grants[0].principals[0].arn must be the ARN of an IAM role or user, not "x"'],
  ],
  [
    grant({ principals: '[{ roleName: a/b }]' }),
    [/^5:30 .*roleName must be a role's name, without account and path, not "a\/b"$/],
  ],
  [
    grant({ principals: '[{ permissionSet: X }]' }),
    [/^5:35 .*permissionSet is not yet possible: give the ARN/],
  ],
  [selector(''), ['8:5 grants[0].clusters is empty, and must be a map']],
  [
    selector('{ matchlabels: {} }'),
    ['8:17 grants[0].clusters: unknown key "matchlabels"; did you mean "matchLabels"?'],
  ],
  [selector('{ accounts: [] }'), ['8:27 grants[0].clusters.accounts must not be empty']],
  [
    selector('{ matchExpressions: [{ key: a, operator: In }] }'),
    [/^8:36 .*matchExpressions\[0\]\.values .*/],
  ],
  [
    selector('{ matchExpressions: [{ key: a, operator: Exists, values: [b] }] }'),
    [/values must not be given for Exists$/],
  ],
  [
    selector('{ matchExpressions: [{ key: a, operator: Is }] }'),
    [/operator must be "In" or "NotIn" or "Exists" or "DoesNotExist", not "Is"$/],
  ],
  [
    `${BEGIN}rollout: { failureBudget: 0 }`,
    ['2:27 rollout.failureBudget must be a number of clusters, or a share such as 5%, not 0'],
  ],
  [
    `${BEGIN}rollout: { failureBudget: 0% }`,
    [/must be a number of clusters, or a share such as 5%, not "0%"$/],
  ],
  [
    `${BEGIN}rollout: { waves: [{ name: a, clusters: {} }, { name: a, clusters: {} }] }`,
    ['2:55 rollout.waves[1].name is the name of waves[0] too, not "a"'],
  ],
  [
    `${BEGIN}rollout: { waves: [{ name: rest, clusters: {} }] }`,
    [/^2:28 rollout\.waves\[0\]\.name is the name of the last wave/],
  ],
  [`${BEGIN}protected: [arn:aws:s3:::x]`, [/^2:13 protected\[0\] must be the ARN of an IAM role or user/]],
  [`${BEGIN}a: *b`, ['2:4 there is no anchor &b above']],
  [`${BEGIN}clusters:\n\t- x`, [/^3:1 /]],
  [`${BEGIN}protected: []\nprotected: []`, [/^3:1 Map keys must be unique/]],
  [`${BEGIN}? [a]\n: b`, ['2:3 a key must be a plain text']],
  [`${BEGIN}__proto__: { clusters: [] }`, ['2:1 a key must be a plain text']],
  [`a: &a [*a]`, [/^1:\d+ /]],
])('%j is refused', (text, problems) => {
  const found = problemsOf(text).map((problem) => problem.replace('1.yaml:', ''));
  expect(found).toEqual(
    problems.map((problem) =>
      typeof problem === 'string' ? problem : (expect.stringMatching(problem) as string),
    ),
  );
});

it('tells all that is wrong at once, in the order of the files', () => {
  const places = problemsOf(`${BEGIN}protected: [x, y]\ngrant: []`, 'a: b', cluster('labels: []')).map(
    (problem) => problem.slice(0, problem.indexOf(' ')),
  );
  expect(places).toEqual(['1.yaml:2:13', '1.yaml:2:16', '1.yaml:3:1', '2.yaml:1:1', '3.yaml:6:13']);
});
