#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkLanes, lanes } from './lanes.mjs';
import { environment, fail, node24, root, setUp } from './setup.mjs';

const [task, ...rest] = process.argv.slice(2);
const only = rest.filter((word) => !word.startsWith('-'));

setUp();
const node = node24();

if (task === 'demo') {
  const done = spawnSync(node, [join(root, 'apps', 'cli', 'bin', 'roster.mjs'), 'demo', ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  process.exit(done.status ?? 70);
}
if (task === 'bench') {
  const done = spawnSync(node, [join(root, 'tools', 'bench', 'src', 'main.ts'), ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  process.exit(done.status ?? 70);
}
if (task !== 'test' && task !== 'check')
  fail(`run.mjs knows demo, test, check and bench, not ${task ?? 'nothing'}`);

const { runLanes } = await import('./run-lanes.mjs');
const every = lanes.map(({ name }) => name);
const unknown = only.filter((name) => !every.includes(name));
if (unknown.length > 0) fail(`no such lane: ${unknown.join(', ')}; there are ${every.join(', ')}`);
process.exit(await runLanes(only.length > 0 ? only : task === 'check' ? checkLanes : every));
