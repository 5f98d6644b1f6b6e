import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Runs on the machine's own Node (20 and later) with nothing installed: built-ins only.
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.roster-setup');

/** Installs what the lockfile says, unless that is what stands already. */
export function setUp() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Setting up (npm ci), once for this lockfile …\n');
  // Scripts of packages are not run: nothing here needs them.
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0)
    fail('npm ci failed: its reason stands above. Mend it and run the same command again.');
  writeFileSync(stamp, wanted);
}

/** The Node 24 that the project runs on: from the lockfile, else the machine's own where it is new enough. */
export function node24() {
  const locked = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(locked)) return locked;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `Roster runs on Node 24; this is ${process.versions.node}, and the lockfile has no Node for ${process.platform}-${process.arch}. Install Node 24 and run the same command again.`,
  );
}

/** The environment in which everything runs: Node 24 first on the path, and Nx without its daemon and telemetry. */
export function environment() {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(
    process.platform === 'win32' ? ';' : ':',
  );
  return {
    ...process.env,
    PATH: path,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    NX_SKIP_NX_CACHE_WARNINGS: 'true',
  };
}

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(70);
}
