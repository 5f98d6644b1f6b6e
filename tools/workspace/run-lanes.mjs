import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lanes } from './lanes.mjs';
import { missing } from './needs.mjs';
import { environment, root } from './setup.mjs';

const WIDTH = Math.max(...lanes.map(({ name }) => name.length));

function command([name, ...args], { quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      env: environment(),
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

async function runChecks(lane) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of lane.checks) {
    const { status, output } = await command(check.command, { quiet: true });
    process.stdout.write(`  ${status === 0 ? '✓' : '✗'} ${check.name}\n`);
    if (status === 0) counts.passed += 1;
    else {
      counts.failed += 1;
      process.stdout.write(`${output}\n`);
    }
  }
  return counts;
}

async function runVitest(lane) {
  const folder = mkdtempSync(join(tmpdir(), 'roster-lane-'));
  const report = join(folder, 'report.json');
  try {
    const { status } = await command([
      'vitest',
      'run',
      '--project',
      lane.vitest,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    const found = JSON.parse(readFileSync(report, 'utf8'));
    const skipped = found.numPendingTests + (found.numTodoTests ?? 0);
    // A file that does not load, or an error outside of any test, fails the lane though no test of it failed.
    const failed = found.numFailedTests + (status !== 0 && found.numFailedTests === 0 ? 1 : 0);
    return { passed: found.numPassedTests, failed, skipped };
  } catch (error) {
    process.stdout.write(`the lane left no readable report: ${error}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Runs these lanes one after the other, prints their counts, and returns the exit code. */
export async function runLanes(names) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const [rows, notRun] = [[], []];
  for (const lane of lanes.filter(({ name }) => names.includes(name))) {
    process.stdout.write(`\n── ${lane.name}\n`);
    const lacking = missing(lane.needs);
    if (lacking.length > 0) {
      const row = `${lane.name.padEnd(WIDTH)} NOT RUN: needs ${lacking.join('; and ')}`;
      process.stdout.write(`${row}\n`);
      rows.push(row);
      notRun.push(lane.name);
      continue;
    }
    const begun = performance.now();
    const counts = lane.checks ? await runChecks(lane) : await runVitest(lane);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    rows.push(`${lane.name.padEnd(WIDTH)} ${line(counts).padEnd(40)} ${seconds.padStart(6)} s`);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  if (process.env.ROSTER_REQUIRE_ALL_LANES === '1') total.failed += notRun.length;
  process.stdout.write(`\n${rows.join('\n')}\n\n${line(total)}\n`);
  return total.failed === 0 && total.passed + notRun.length > 0 ? 0 : 1;
}
