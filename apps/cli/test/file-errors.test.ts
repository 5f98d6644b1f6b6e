import { expect, it } from 'vitest';
import { user } from './harness.ts';

const PACKAGE = JSON.stringify({
  name: 'x',
  version: '1',
  private: true,
  type: 'module',
  scripts: {},
  engines: {},
});
const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth }\ndata: {}\n';

it.each<[argv: readonly string[], stderr: string]>([
  [['plan', '-f', 'nofile.yaml'], 'nofile.yaml: there is no such file'],
  [['plan', '-f', './nofile.yaml'], './nofile.yaml: there is no such file'],
  [['catalog', 'push', '../empty-of-yaml'], '../empty-of-yaml: the folder holds no *.yaml or *.yml'],
  [['catalog', 'push', '/dev/null/x.yaml'], '/dev/null/x.yaml: there is no such file'],
  [['plan', '-f', 'fleet'], 'fleet/bad.yaml:2:1: unknown key "grnats"; did you mean "grants"?'],
  [['plan', '-f', './fleet/bad.yaml'], './fleet/bad.yaml:2:1: unknown key "grnats"; did you mean "grants"?'],
  [
    ['plan', '-f', 'package.json'],
    'package.json:1:1: is no fleet file: it has none of the keys apiVersion, defaults, rollout, protected, ' +
      'trustedAccounts, privilegedGroups, denied, ownership, clusters, grants',
  ],
  [
    ['plan', '-f', 'aws-auth.yaml'],
    'aws-auth.yaml:1:13: is a ConfigMap of v1, and no fleet file (roster/v1)',
  ],
])('roster %j names the file as it was written', async (argv, stderr) => {
  await using ann = await user({
    files: {
      'fleet/bad.yaml': 'apiVersion: roster/v1\ngrnats: []\n',
      'package.json': PACKAGE,
      'aws-auth.yaml': MANIFEST,
      '../empty-of-yaml/x.txt': '',
    },
  });
  expect(await ann.run(...argv)).toEqual({ code: 2, stdout: '', stderr: `roster: ${stderr}\n` });
});
