import { catalogContract, journalContract, RUN, sampleFleet, sampleHeader } from '@roster/reconcile/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
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

    const second = await openEmbedded({ folder });
    const catalog = createCatalog({ client: second.client, name: names.catalog });
    expect(await catalog.read()).toEqual({ id: '1', fleet: sampleFleet() });
    const journal = createJournal({ client: second.client, name: names.journal });
    expect(await journal.getRun(RUN)).toEqual(sampleHeader());
    await second.close();
  });

  it('is open to one at a time: a second is told who has it', async () => {
    const folder = join(root, 'twice');
    const first = await openEmbedded({ folder });
    await expect(openEmbedded({ folder })).rejects.toMatchObject({
      name: 'BadInputFault',
      message: expect.stringContaining(`process ${process.pid} has it open`) as string,
    });
    await first.close();
    await (await openEmbedded({ folder })).close();
  });

  it('is not locked by a process that was killed', { timeout: 30_000 }, async () => {
    const folder = join(root, 'killed');
    const script = fileURLToPath(new URL('hold-open.ts', import.meta.url));
    const holder = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(holder, 'exit');
    const first = (await Promise.race([once(holder.stdout, 'data'), exited])) as readonly unknown[];
    expect(String(first[0])).toBe('open\n');
    await expect(openEmbedded({ folder })).rejects.toThrow(`process ${holder.pid ?? ''} has it open`);
    holder.kill('SIGKILL');
    await exited;
    await (await openEmbedded({ folder })).close();
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
