import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOW } from '../../test/loaded.ts';
import { loadFleet } from './load-fleet.ts';
import { readFiles } from './read-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-fleet-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string | Buffer>>, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}

it('reads a folder in the order of names, and what is YAML in it', async () => {
  const path = await write(
    { 'b.yml': '2', 'a.yaml': '1', 'c.txt': 'no', '.d.yaml': 'no', 'e.yaml.bak': 'no' },
    'order',
  );
  await symlink(join(path, 'a.yaml'), join(path, 'z.yaml'));
  const read = await readFiles([path, join(path, 'c.txt')]);
  expect(read.map((one) => 'text' in one && one.text)).toEqual(['1', '2', '1', 'no']);
});

it('tells what cannot be read, beside what is wrong in the others', async () => {
  const files = {
    'a.yaml': Buffer.from([0x61, 0xff]),
    'b.yaml': 'x: y',
    'c.yaml': Buffer.alloc(33 * 1024 * 1024, 'a'),
  };
  const path = await write(files, 'bad');
  const empty = await write({}, 'empty');
  const loaded = await loadFleet([path, empty, join(folder, 'gone')], { now: NOW });
  const problems = 'problems' in loaded ? loaded.problems : [];
  expect(problems.map(({ file, message }) => `${file.slice(folder.length)} ${message}`)).toEqual([
    '/bad/a.yaml is not UTF-8',
    '/bad/b.yaml apiVersion is missing',
    expect.stringMatching(/^\/bad\/b\.yaml unknown key "x"/),
    '/bad/c.yaml has more than 32 MB: a fleet file cannot be that large',
    '/empty the folder holds no *.yaml or *.yml',
    '/gone cannot be opened (ENOENT)',
  ]);
});

it('takes a byte order mark', async () => {
  const path = await write({ 'a.yaml': '\uFEFFapiVersion: roster/v1\n' }, 'bom');
  expect(await loadFleet([path], { now: NOW })).toHaveProperty('fleet');
});
