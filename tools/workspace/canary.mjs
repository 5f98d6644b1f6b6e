import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

// A canary is a file that must not pass lint: each of its lines that ends in `// must fail: <rule>` must be refused
// by that rule. It proves that the boundary rules run at all: without a project graph Nx skips its rule, and says so
// only in a warning.
const folder = process.argv[2];
const canaries = readdirSync(join(root, folder, 'src')).filter((name) => name.endsWith('.canary.ts'));
let sang = canaries.length > 0;
for (const name of canaries) {
  const file = join(root, folder, 'src', name);
  const wanted = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const rule = /\/\/ must fail: (\S+)$/.exec(text)?.[1];
      return rule ? [{ line: index + 1, rule }] : [];
    });
  const eslint = spawnSync(
    join(root, 'node_modules', '.bin', 'eslint'),
    ['--no-ignore', '--format', 'json', file],
    { cwd: root, encoding: 'utf8' },
  );
  const found = eslint.stdout.startsWith('[') ? JSON.parse(eslint.stdout)[0].messages : [];
  for (const { line, rule } of wanted) {
    const caught = found.some((message) => message.line === line && message.ruleId === rule);
    process.stdout.write(`${caught ? 'refused' : 'NOT REFUSED'} ${folder}/src/${name}:${line} by ${rule}\n`);
    sang &&= caught;
  }
  if (wanted.length === 0) sang = false;
  if (!eslint.stdout.startsWith('[')) process.stdout.write(eslint.stderr);
}
process.exit(sang ? 0 : 1);
