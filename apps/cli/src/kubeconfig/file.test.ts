import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kubeconfigPath, updateFile } from './file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'roster-kubeconfig-'));
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

describe('updateFile', () => {
  it('makes the file and its folder, for the owner alone', async () => {
    const file = path.join(folder, '.kube', 'config');
    await updateFile(file, (text) => `${text}new`);
    expect(await readFile(file, 'utf8')).toBe('new');
    expect([await modeOf(file), await modeOf(path.dirname(file))]).toEqual(['600', '700']);
  });

  it('replaces the file in one step, leaves nothing beside it, and closes it to others', async () => {
    const file = path.join(folder, 'config');
    await writeFile(file, 'old');
    await chmod(file, 0o644);
    const { ino } = await stat(file);
    await updateFile(file, (text) => `${text} and new`);
    expect(await readFile(file, 'utf8')).toBe('old and new');
    expect((await stat(file)).ino).not.toBe(ino);
    expect([await modeOf(file), await readdir(folder)]).toEqual(['600', ['config']]);
  });

  it('writes to where a link points, and leaves the link', async () => {
    const [file, link] = [path.join(folder, 'real'), path.join(folder, 'link')];
    await writeFile(file, 'old');
    await symlink(file, link);
    await updateFile(link, () => 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await readdir(folder)).sort()).toEqual(['link', 'real']);
  });

  it('leaves the file alone when it may not be changed, and while another process writes', async () => {
    const file = path.join(folder, 'config');
    await writeFile(file, 'old');
    const refuse = () => {
      throw new Error('no kubeconfig');
    };
    await expect(updateFile(file, refuse)).rejects.toThrow('no kubeconfig');
    expect(await readdir(folder)).toEqual(['config']);
    await writeFile(`${file}.lock`, '');
    await expect(updateFile(file, () => 'new')).rejects.toThrow(/config\.lock exists/);
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});

describe('kubeconfigPath', () => {
  const from = (more: object) =>
    kubeconfigPath({ file: undefined, env: {}, home: '/home/ann', cwd: folder, ...more });

  it("is the file given, else kubectl's own choice", async () => {
    await writeFile(path.join(folder, 'there'), '');
    const listed = (...names: readonly string[]) => ({ env: { KUBECONFIG: names.join(path.delimiter) } });
    expect(await from({ file: 'mine', ...listed('there') })).toBe(path.join(folder, 'mine'));
    expect(await from(listed('absent', 'there', 'other'))).toBe(path.join(folder, 'there'));
    expect(await from(listed('absent', 'last'))).toBe(path.join(folder, 'last'));
    expect(await from({})).toBe('/home/ann/.kube/config');
  });
});
