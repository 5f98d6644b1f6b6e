import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'roster-needs-'));
});
afterEach(() => rmSync(bin, { recursive: true }));

/** What is missing on a machine whose PATH holds these programs only, each of which says one line. */
function missingWith(programs: Readonly<Record<string, string>>): unknown {
  for (const [name, says] of Object.entries(programs)) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  const url = new URL('needs.mjs', import.meta.url).href;
  const ask = `import { missing } from '${url}'; console.log(JSON.stringify(missing(['go', 'python'])))`;
  const args = ['--input-type=module', '-e', ask];
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH: bin } });
  return JSON.parse(done.stdout);
}

describe('what a lane needs of the machine', () => {
  it('is there', () => {
    expect(missingWith({ go: 'go version go1.26.8 linux/amd64', python3: '3 11' })).toEqual([]);
  });

  it('is told when it is absent', () => {
    expect(missingWith({})).toEqual([
      expect.stringMatching(/^Go 1\.25 or later \(https:\/\/go\.dev\/dl\), which is not on the PATH$/),
      expect.stringMatching(/^Python 3\.10 or later .* which is not on the PATH$/),
    ]);
  });

  it('is told when it is too old', () => {
    expect(missingWith({ go: 'go version go1.24.9 linux/amd64', python3: '3 9' })).toEqual([
      expect.stringContaining('the one on the PATH is 1.24'),
      expect.stringContaining('the one on the PATH is 3.9'),
    ]);
  });
});
