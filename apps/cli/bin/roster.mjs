#!/usr/bin/env node
// Plain JavaScript that any Node from 20 on can read: the rest is TypeScript, which Node 24 runs as it is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCacheFolder } from './compile-cache.mjs';

const NEEDED = 24;
const self = fileURLToPath(import.meta.url);

/** The Node that the lockfile brings: the nearest node_modules/.bin/node above this file. */
function nodeOfTheClone() {
  for (let folder = path.dirname(self); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const node = path.join(folder, 'node_modules', '.bin', 'node');
    if (existsSync(node)) return node;
  }
  return undefined;
}

/** Hands everything to that Node, and ends as it ends. */
function runIn(node) {
  const child = spawn(node, [self, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ROSTER_NODE: node },
  });
  // A terminal sends its signals to the child too: it decides.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  child.on('error', (error) => refuse(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

function refuse(why) {
  process.stderr.write(`roster: ${why}\n`);
  process.exitCode = 2;
}

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE of Node go before it.
  const folder = compileCacheFolder();
  if (folder !== undefined) module.enableCompileCache(folder);
  const { runProcess } = await import('../src/main.ts');
  await runProcess();
} else {
  const node = nodeOfTheClone();
  // ROSTER_NODE is set by our own hand-over: a clone whose Node is too old would start itself for ever.
  if (node === undefined || process.env.ROSTER_NODE === node) {
    refuse(
      `needs Node ${NEEDED} and found ${process.versions.node}: run "npm install" in the clone, or install Node ${NEEDED}`,
    );
  } else runIn(node);
}
