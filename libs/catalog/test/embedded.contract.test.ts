import { catalogContract, journalContract, RUN, sampleFleet, sampleHeader } from '@roster/reconcile/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedFolder, EMBEDDED_PREFIX, openEmbedded, type Embedded } from '../src/embedded/index.ts';
import { createCatalog, createJournal, rawOperations } from '../src/index.ts';
import { tableNames } from '@roster/workflow';
import { freshTables } from './fresh-tables.ts';
import { record } from './record.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'roster-embedded-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('on disk', () => {
  let embedded: Embedded;
  beforeAll(async () => {
    embedded = await openEmbedded({ folder: join(root, 'contract') });
  });
  afterAll(() => embedded.close());

  journalContract('The embedded journal', async () => {
    const { journal: table } = await freshTables(embedded.client);
    const raw = rawOperations(table.client);
    return { journal: createJournal(table), record: (told) => record(raw, table.name, told) };
  });
  catalogContract('The embedded catalog', async () => {
    const catalog = createCatalog((await freshTables(embedded.client)).catalog);
    const pushing = { who: 'me', now: new Date(0) };
    return { catalog, store: async (fleet) => String((await catalog.push(fleet, pushing)).n) };
  });
});

describe('the embedded store', () => {
  const names = tableNames(EMBEDDED_PREFIX);

  it('keeps everything until it is opened again, for its owner alone', async () => {
    const folder = join(root, 'deep', 'again');
    const first = await openEmbedded({ folder });
    await createCatalog({ client: first.client, name: names.catalog }).push(sampleFleet(), {
      who: 'me',
      now: new Date(0),
    });
    await createJournal({ client: first.client, name: names.journal }).openRun(sampleHeader());
    await first.close();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual(['store']);
    expect(first.failed?.aborted).toBe(false);

    const second = await openEmbedded({ folder });
    const catalog = createCatalog({ client: second.client, name: names.catalog });
    expect(await catalog.read()).toEqual({ id: '1', fleet: sampleFleet() });
    const journal = createJournal({ client: second.client, name: names.journal });
    expect(await journal.findRun(RUN)).toEqual(sampleHeader());
    await second.close();
  });

  it('is open to one at a time: a second is told who has it', async () => {
    const folder = join(root, 'twice');
    const first = await openEmbedded({ folder });
    await expect(openEmbedded({ folder })).rejects.toMatchObject({
      name: 'BadInputFault',
      message: expect.stringContaining(`process ${process.pid} has the store in ${folder} open`) as string,
    });
    await first.close();
    await (await openEmbedded({ folder })).close();
  });

  it('may be read while another has it open, and then not be changed', async () => {
    const folder = join(root, 'read');
    const since = '2026-11-30T22:00:00.000Z';
    const first = await openEmbedded({ folder, command: 'roster apply', since });
    const catalog = createCatalog({ client: first.client, name: names.catalog });
    await catalog.push(sampleFleet(), { who: 'me', now: new Date(0) });
    const second = await openEmbedded({ folder, reads: true });
    const read = createCatalog({ client: second.client, name: names.catalog });
    const journal = createJournal({ client: second.client, name: names.journal });
    expect(await read.read()).toEqual({ id: '1', fleet: sampleFleet() });
    await createJournal({ client: first.client, name: names.journal }).openRun(sampleHeader());
    expect(await journal.findRun(RUN)).toEqual(sampleHeader());
    const why = `process ${process.pid} (roster apply, since ${since}) has the store`;
    await expect(read.push(sampleFleet(), { who: 'you', now: new Date(1) })).rejects.toThrow(why);
    await expect(journal.releaseLease({ run: RUN, execution: 'e' })).rejects.toThrow(why);
    expect(await catalog.revisions()).toHaveLength(1);
    await second.close();
    await first.close();
    await expect(read.read()).rejects.toMatchObject({ name: 'ConnectionFault' });
    expect(await readdir(folder)).toEqual(['store']);
  });

  it('is opened by a reader where nobody has it open, or just now no more', async () => {
    const folder = join(root, 'reader-alone');
    await (await openEmbedded({ folder, reads: true })).close();
    const first = await openEmbedded({ folder });
    const [second] = await Promise.all([openEmbedded({ folder, reads: true }), first.close()]);
    await second.close();
  });

  it('keeps its readers out where no socket can stand', async () => {
    const folder = join(root, 'x'.repeat(120));
    const first = await openEmbedded({ folder });
    await expect(openEmbedded({ folder, reads: true })).rejects.toMatchObject({ name: 'BadInputFault' });
    await first.close();
  });

  it('is not locked by a process that was killed', { timeout: 30_000 }, async () => {
    const folder = join(root, 'killed');
    const script = fileURLToPath(new URL('hold-open.ts', import.meta.url));
    const holder = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(holder, 'exit');
    const first = (await Promise.race([once(holder.stdout, 'data'), exited])) as readonly unknown[];
    expect(String(first[0])).toBe('open\n');
    await expect(openEmbedded({ folder })).rejects.toThrow(
      `process ${holder.pid ?? ''} has the store in ${folder} open`,
    );
    holder.kill('SIGKILL');
    await exited;
    const next = await openEmbedded({ folder });
    expect(next.left).toEqual({ pid: holder.pid, host: hostname(), failure: '' });
    await next.close();
    const last = await openEmbedded({ folder });
    expect(last.left).toBeUndefined();
    await last.close();
  });

  it('that is deleted while it is open writes nothing more, and says so', async () => {
    const folder = join(root, 'deleted');
    const embedded = await openEmbedded({ folder });
    const journal = createJournal({ client: embedded.client, name: names.journal });
    await journal.openRun(sampleHeader());
    await rm(join(folder, 'store'), { recursive: true });
    const deleted = {
      name: 'JournalFault',
      message: expect.stringContaining(`${folder} was deleted`) as string,
    };
    await expect(journal.openRun(sampleHeader('20260104T030405Z-x'))).rejects.toMatchObject(deleted);
    expect(embedded.failed?.reason).toMatchObject(deleted);
    await embedded.close();
    const next = await openEmbedded({ folder });
    expect(next.left?.failure).toContain('was deleted');
    await next.close();
  });

  it('says why when the folder cannot be one', async () => {
    const folder = join(root, 'file');
    await writeFile(folder, '');
    await expect(openEmbedded({ folder })).rejects.toMatchObject({
      name: 'BadInputFault',
      message: expect.stringContaining(`the store in ${folder} cannot be opened: EEXIST`) as string,
    });
  });

  it('lies where XDG has state', () => {
    expect(embeddedFolder({ XDG_STATE_HOME: '/state' })).toBe('/state/roster');
    expect(embeddedFolder({ XDG_STATE_HOME: 'relative' })).toBe(join(homedir(), '.local/state/roster'));
    expect(embeddedFolder({})).toBe(join(homedir(), '.local/state/roster'));
  });
});
