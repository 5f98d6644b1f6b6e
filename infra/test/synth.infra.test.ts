import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

it('npm run synth makes every template with no credentials and no network', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'roster-synth-'));
  try {
    const output = path.join(home, 'cdk.out');
    const command = [path.join(ROOT, 'infra/src/synth.ts'), '--output', output];
    // No socket can be opened, by any of the processes; and nothing is known of whoever runs the test.
    const NODE_OPTIONS = `--import=${path.join(ROOT, 'tools/workspace/no-network.ts')}`;
    const PATH = `${path.join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
    const env = { HOME: home, PATH, NODE_OPTIONS };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env });
    const made = (await readdir(output)).filter((name) => name.endsWith('.template.json'));
    const stages = ['roster', 'roster-dev'].flatMap((prefix) => [
      `${prefix}-control-plane`,
      `${prefix}-state`,
    ]);
    expect(made.sort()).toEqual(stages.map((stack) => `${stack}.template.json`).sort());
    // A bare clone synthesises, and nobody can take it for a deployment.
    const told = stdout + stderr;
    expect(told).toContain('stage roster-dev: organization: still the placeholders of infra/src/stages.ts');
    expect(told).toContain('stage roster: organization, catalogWriters, journalWriters, limits: still the');
  } finally {
    await rm(home, { recursive: true });
  }
});
