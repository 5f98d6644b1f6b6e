import { mkdtemp, readdir, readFile, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kept } from './kept.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'roster-kept-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

const entries = () => readdir(path.join(cache, 'roster'));

/** Something that is made of one text, and how often that was done. */
function recipe(from: string) {
  const told: string[] = [];
  const made = { times: 0 };
  const make = async (into: string) => {
    made.times += 1;
    await writeFile(path.join(into, 'program'), from);
  };
  return {
    order: { name: 'thing', from: [from], make, report: (line: string) => told.push(line) },
    made,
    told,
  };
}

describe('what is made once a machine', () => {
  it('is made, told, and taken as it stands the next time', async () => {
    const { order, made, told } = recipe('one');
    const folder = await kept(order);
    expect(await readFile(path.join(folder, 'program'), 'utf8')).toBe('one');
    expect(await kept(order)).toBe(folder);
    expect(made.times).toBe(1);
    expect(told).toEqual([
      expect.stringMatching(/^thing: not in .* yet/),
      expect.stringMatching(/^thing: made in/),
    ]);
    expect(await entries()).toEqual([path.basename(folder)]);
  });

  it('is another thing when anything that it is made from changes', async () => {
    expect(await kept(recipe('one').order)).not.toBe(await kept(recipe('two').order));
  });

  it('stands once, whole, when two make it at the same time', async () => {
    const { order, made } = recipe('one');
    const [first, second] = await Promise.all([kept(order), kept(order)]);
    expect(second).toBe(first);
    expect(made.times).toBe(2);
    expect(await entries()).toEqual([path.basename(first)]);
  });

  it('leaves nothing when it cannot be made', async () => {
    const failing = { ...recipe('one').order, make: () => Promise.reject(new Error('no compiler')) };
    await expect(kept(failing)).rejects.toThrow('no compiler');
    expect(await entries()).toEqual([]);
  });

  it('goes when nobody has used it for two weeks, and nothing else does', async () => {
    const old = await kept(recipe('old').order);
    const interrupted = `${old}.a1B2c3`;
    const others = path.join(cache, 'roster', 'thing-of-others');
    for (const folder of [interrupted, others]) await mkdir(folder);
    const longAgo = new Date(Date.now() - 15 * 24 * 60 * 60_000);
    for (const folder of [old, interrupted, others]) await utimes(folder, longAgo, longAgo);
    const stands = await kept(recipe('new').order);
    expect((await entries()).sort()).toEqual([stands, others].map((folder) => path.basename(folder)).sort());
  });
});
