#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkLanes, lanes } from './lanes.mjs';
import { environment, fail, node24, root, setUp } from './setup.mjs';

/** Programs that are run as they stand, with the arguments that follow. */
const programs = {
  demo: ['apps/cli/bin/roster.mjs', 'demo'],
  bench: ['tools/bench/src/main.ts'],
  bundle: ['tools/bundle/src/main.ts'],
  synth: ['infra/src/synth.ts'],
  cost: ['infra/src/cost/main.ts'],
  'control-plane': ['tools/control-plane/src/main.ts'],
  differential: ['tools/control-plane/differential/main.ts'],
};

const [task = 'nothing', ...rest] = process.argv.slice(2);

setUp();
const node = node24();

if (Object.hasOwn(programs, task)) {
  const [script, ...first] = programs[task];
  // Ctrl-C reaches the program too, which then tidies up: wait for it.
  process.on('SIGINT', () => undefined);
  const done = spawnSync(node, [join(root, script), ...first, ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  process.exit(done.status ?? (done.signal === 'SIGINT' ? 130 : 70));
}
if (task !== 'test' && task !== 'check') {
  fail(`run.mjs knows test, check, ${Object.keys(programs).join(', ')}; not ${task}`);
}

const { runLanes } = await import('./run-lanes.mjs');
const only = rest.filter((word) => !word.startsWith('-'));
const every = lanes.map(({ name }) => name);
const unknown = only.filter((name) => !every.includes(name));
if (unknown.length > 0) fail(`no such lane: ${unknown.join(', ')}; there are ${every.join(', ')}`);
process.exit(await runLanes(only.length > 0 ? only : task === 'check' ? checkLanes : every));
