import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

it('reads subfolders where their names stand, but hidden ones', async () => {
  const path = await write({ 'a.yaml': '1', 'z.yaml': '5' }, 'tree');
  for (const [file, text] of Object.entries({
    'b/c/one.yml': '2',
    'b/d.yaml': '3',
    'sub.yaml/e.yaml': '4',
    '.git/config.yaml': 'no',
    'empty/readme.md': 'no',
  })) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), text);
  }
  const read = await readFiles([path]);
  expect(read.map((one) => 'text' in one && one.text)).toEqual(['1', '2', '3', '4', '5']);
  expect(read[1]?.file).toBe(join(path, 'b/c/one.yml'));
});

it('does not follow links in a circle for ever, nor into nowhere', async () => {
  const path = await write({ 'a.yaml': '1' }, 'circle');
  await mkdir(join(path, 'sub'));
  await symlink(path, join(path, 'sub', 'up'));
  await symlink(join(path, 'sub'), join(path, 'sub', 'self'));
  await symlink(join(path, 'nowhere'), join(path, 'broken'));
  await symlink(join(path, 'nowhere'), join(path, 'broken.yaml'));
  const read = await readFiles([path]);
  expect(read.map((one) => [one.file.slice(path.length), 'text' in one ? one.text : one.message])).toEqual([
    ['/a.yaml', '1'],
    ['/broken.yaml', 'there is no such file'],
    ['/sub/self', 'is a link to a folder that it is in: remove it'],
    ['/sub/up', 'is a link to a folder that it is in: remove it'],
  ]);
});

it('stops at a folder that cannot be a fleet', async () => {
  const path = await write({ 'a.yaml': '1' }, 'large');
  await mkdir(join(path, 'modules'));
  const names = Array.from({ length: 10_000 }, (_, index) => join(path, 'modules', `${index}.txt`));
  for (const name of names) writeFileSync(name, '');
  expect(await readFiles([path])).toMatchObject([
    { file: path, message: 'holds more than 10000 files: is it the folder of the fleet?' },
  ]);
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
    expect.stringMatching(/^\/bad\/b\.yaml is no fleet file: it has none of the keys apiVersion,/),
    '/bad/c.yaml has more than 32 MB: a fleet file cannot be that large',
    '/empty the folder holds no *.yaml or *.yml',
    '/gone there is no such file',
  ]);
});

it('takes a byte order mark', async () => {
  const path = await write({ 'a.yaml': '\uFEFFapiVersion: roster/v1\n' }, 'bom');
  expect(await loadFleet([path], { now: NOW })).toHaveProperty('fleet');
});
