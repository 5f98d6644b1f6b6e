import { constants } from 'node:fs';
import { execFile, spawn } from 'node:child_process';
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { updateFile } from './update-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'roster-kubeconfig-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = promisify(execFile);
const at = (name: string) => path.join(folder, name);
const modeOf = async (file: string) => ((await stat(file)).mode & 0o7777).toString(8);
const update = (name: string, change: (text: string) => string, pause = () => Promise.resolve()) =>
  updateFile({ file: at(name), name }, change, pause);
const isRoot = process.getuid?.() === 0;

describe('a file that is not there', () => {
  it('is made with its folder, for the owner alone', async () => {
    await update('.kube/config', (before) => `${before}new`);
    expect(await readFile(at('.kube/config'), 'utf8')).toBe('new');
    expect([await modeOf(at('.kube/config')), await modeOf(at('.kube'))]).toEqual(['600', '700']);
  });

  it('is made where a link to nothing points, and the link stays', async () => {
    await mkdir(at('real'));
    await symlink(at('real'), at('by'));
    await symlink('../config', at('real/link'));
    await update('by/link', () => 'new');
    expect(await readFile(at('config'), 'utf8')).toBe('new');
    expect(await readdir(at('real'))).toEqual(['link']);
  });
});

describe('a file', () => {
  it.each([0o600, 0o644, 0o660, 0o400])('is replaced in one step, and keeps its mode %o', async (mode) => {
    await writeFile(at('config'), 'old');
    await chmod(at('config'), mode);
    const { ino } = await stat(at('config'));
    await update('config', (before) => `${before} and new`);
    expect(await readFile(at('config'), 'utf8')).toBe('old and new');
    expect((await stat(at('config'))).ino).not.toBe(ino);
    expect([await modeOf(at('config')), await readdir(folder)]).toEqual([mode.toString(8), ['config']]);
  });

  it.runIf(isRoot)('keeps its owner and group, also where root writes', async () => {
    await writeFile(at('config'), 'old');
    await chown(at('config'), 1234, 2345);
    await update('config', () => 'new');
    expect(await stat(at('config'))).toMatchObject({ uid: 1234, gid: 2345 });
  });

  it('behind a link is written to, and the link stays', async () => {
    await writeFile(at('real'), 'old');
    await symlink(at('real'), at('link'));
    await update('link', () => 'new');
    expect(await readFile(at('real'), 'utf8')).toBe('new');
    expect((await readdir(folder)).sort()).toEqual(['link', 'real']);
  });

  it('with a second name is written in place, so that both have the new text', async () => {
    await writeFile(at('config'), 'an old and longer text');
    await link(at('config'), at('other'));
    await update('config', () => 'new');
    expect(await readFile(at('other'), 'utf8')).toBe('new');
  });

  it('that is mounted by itself is written in place', async ({ skip }) => {
    await writeFile(at('config'), '');
    await writeFile(at('mounted'), 'an old and longer text');
    const mounted = await run('mount', ['--bind', at('mounted'), at('config')]).catch(() => undefined);
    if (mounted === undefined) return skip('nobody may mount here');
    try {
      await update('config', (before) => before.replace('an old and longer', 'new'));
      expect(await readFile(at('mounted'), 'utf8')).toBe('new text');
      expect((await readdir(folder)).sort()).toEqual(['config', 'mounted']);
    } finally {
      await run('umount', [at('config')]);
    }
  });

  it('that is no UTF-8, or that may not be changed, stays as it is', async () => {
    await writeFile(at('config'), Buffer.from([0xe9]));
    await expect(update('config', () => 'new')).rejects.toThrow('config is no kubeconfig: it is not UTF-8');
    const refuse = () => {
      throw new Error('no kubeconfig');
    };
    await writeFile(at('config'), 'old');
    await expect(update('config', refuse)).rejects.toThrow('no kubeconfig');
    expect([await readFile(at('config'), 'utf8'), await readdir(folder)]).toEqual(['old', ['config']]);
  });
});

describe("kubectl's lock", () => {
  it('is waited for, and then given up on', async () => {
    await writeFile(at('config'), 'old');
    await writeFile(at('config.lock'), '');
    await expect(update('config', () => 'new')).rejects.toThrow(
      /config\.lock exists: another process is writing/,
    );
    expect(await readFile(at('config'), 'utf8')).toBe('old');
    await update(
      'config',
      () => 'new',
      () => rm(at('config.lock'), { force: true }),
    );
    expect([await readFile(at('config'), 'utf8'), await readdir(folder)]).toEqual(['new', ['config']]);
  });

  it('counts by either name of a file behind a link', async () => {
    await writeFile(at('real'), 'old');
    await symlink(at('real'), at('link'));
    for (const lock of ['real.lock', 'link.lock']) {
      await writeFile(at(lock), '');
      await expect(update('link', () => 'new')).rejects.toThrow(`${lock} exists`);
      await rm(at(lock));
      expect((await readdir(folder)).sort()).toEqual(['link', 'real']);
    }
  });

  it('lets ten that write at once each have their turn', async () => {
    const pause = () => new Promise<void>((go) => setImmediate(go));
    const all = Array.from({ length: 10 }, (_, index) => String(index));
    const many = (index: string): Promise<void> =>
      update('config', (before) => `${before}${index} `, pause).then(
        () => undefined,
        () => many(index),
      );
    await Promise.all(all.map(many));
    const written = (await readFile(at('config'), 'utf8')).trim().split(' ');
    expect(written.sort()).toEqual(all);
  });
});

describe('what is no file', () => {
  it('is written to, and not read: a pipe that somebody reads', async () => {
    await run('mkfifo', [at('pipe')]);
    const reader = spawn('cat', [at('pipe')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const read = text(reader.stdout);
    // Opened for both, a pipe waits for nobody; by then, cat has it open or will find us there.
    const both = await open(at('pipe'), constants.O_RDWR);
    await update('pipe', (before) => `${before}${'x'.repeat(200_000)}`);
    await both.close();
    expect((await read).length).toBe(200_000);
    expect((await stat(at('pipe'))).isFIFO()).toBe(true);
  });

  it('is refused at once: a pipe that nobody reads', async () => {
    await run('mkfifo', [at('pipe')]);
    await expect(update('pipe', () => 'new')).rejects.toThrow(
      'pipe cannot be written to: nobody reads from it',
    );
  });

  it('is written to: a device', async () => {
    await updateFile(
      { file: '/dev/null', name: '/dev/null' },
      (before) => `${before}new`,
      () => Promise.resolve(),
    );
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('is refused: a folder, a link to itself', async () => {
    await mkdir(at('folder'));
    await expect(update('folder', () => 'new')).rejects.toThrow(
      'folder is a folder: name a file with --kubeconfig',
    );
    await symlink(at('loop'), at('loop'));
    await expect(update('loop', () => 'new')).rejects.toThrow(/ELOOP/);
  });
});
