import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Runs on the machine's own Node (20 and later) with nothing installed: built-ins only.
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.roster-setup');

/**
 * Installs what the lockfile says, unless that is what stands already. Where another lockfile's packages stand whole,
 * only what differs is replaced: `npm ci` would take all of node_modules away, under whatever is running.
 */
export function setUp() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stands = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  if (stands === wanted) return;
  if (stands === undefined) {
    process.stderr.write('Setting up (npm ci), once for this lockfile …\n');
    npm('ci');
  } else {
    process.stderr.write('The lockfile has moved on: installing what differs …\n');
    // Refuses a lockfile that is not package.json's, which `install` would pass over in silence.
    npm('ci', '--dry-run');
    // What is broken off is no whole: the next set-up begins anew.
    rmSync(stamp);
    npm('install', '--no-save');
  }
  writeFileSync(stamp, wanted);
}

function npm(...args) {
  // Scripts of packages are not run: nothing here needs them. Warnings are of the machine's own Node (EBADENGINE), on
  // which npm alone runs: what is installed runs on the Node 24 that comes with it.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', [...args, ...quiet], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return;
  fail(`npm ${args.join(' ')} failed: its reason stands above. Mend it and run the same command again.`);
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
