import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '@roster/workflow';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createTables } from '../tables/create-tables.ts';
import { callDynalite, createDynaliteStore, type DynaliteStore } from './dynalite-store.ts';
import { embeddedClient } from './embedded-client.ts';
import { breakageOf, type Breakage } from './break.ts';
import { readHolder, removeHolder, writeHolder, type Holder } from './holder.ts';
import { isServed, readThrough, serveReads, type ReadServer } from './reading.ts';

/** The store of one laptop. Its tables stand under `EMBEDDED_PREFIX`. */
export interface Embedded {
  readonly client: DynamoDBClient;
  /** Aborted with a JournalFault once the store on disk has failed: nothing is written from then on. */
  readonly failed: AbortSignal | undefined;
  /** The process that had it open before and did not close it: what it ran has come to no end. */
  readonly left: Holder | undefined;
  close(): Promise<void>;
}

export const EMBEDDED_PREFIX = 'roster';

/** Where the embedded store lies: `$XDG_STATE_HOME/roster`, else `~/.local/state/roster`. */
export function embeddedFolder(environment: { readonly XDG_STATE_HOME?: string | undefined }): string {
  const { XDG_STATE_HOME: state = '' } = environment;
  // The XDG specification has relative paths ignored.
  return join(isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'roster');
}

export interface Opening {
  /** Made when absent (0700). Without one, the store is in memory. */
  readonly folder?: string;
  /** Nothing will be changed: while another process has the store open, it is asked instead. */
  readonly reads?: boolean;
  /** What opens it, for whoever finds it open: `roster apply`; and when (ISO). */
  readonly command?: string | undefined;
  readonly since?: string;
}

/**
 * Opens the embedded store, and makes the tables where they are absent.
 * @throws BadInputFault when another process has it open (named, where it is known) and more than reading is meant,
 * or it cannot be opened
 */
export async function openEmbedded({ folder, reads = false, ...holder }: Opening): Promise<Embedded> {
  if (folder === undefined) return inMemory();
  // Who opens or closes it just now is neither to be asked nor gone.
  for (let tries = reads ? TRIES : 1; ; tries -= 1) {
    const found = await locked(folder, holder);
    if (found !== undefined) return onDisk(folder, found);
    const whyNot = heldBy(folder, await readHolder(folder));
    if (reads && (await isServed(folder))) return readerOf(folder, whyNot);
    if (tries <= 1) throw new Fault('BadInputFault', whyNot);
    await setTimeout(BETWEEN);
  }
}

/** So often a reader tries, and so many ms lie between. */
const [TRIES, BETWEEN] = [10, 100];

interface Locked extends Pick<Embedded, 'left'> {
  readonly store: DynaliteStore;
}

/** The store, which is this process's now; undefined where it is another's. */
async function locked(
  folder: string,
  holder: Omit<Opening, 'folder' | 'reads'>,
): Promise<Locked | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = await opened(join(folder, 'store'));
    const left = await readHolder(folder);
    await writeHolder(folder, holder);
    return { store, left };
  } catch (error) {
    if (isLocked(error)) return undefined;
    throw new Fault('BadInputFault', `the store in ${folder} cannot be opened: ${reasonOf(error)}`);
  }
}

async function opened(folder?: string): Promise<DynaliteStore> {
  const store = createDynaliteStore(folder);
  await store.db.open();
  return store;
}

async function inMemory(): Promise<Embedded> {
  const store = await opened();
  const client = clientOf(store);
  await createTables(client, EMBEDDED_PREFIX);
  return { client, failed: undefined, left: undefined, close: () => closed(client, store) };
}

async function onDisk(folder: string, { store, left }: Locked): Promise<Embedded> {
  const breakage = breakageOf(folder);
  const client = clientOf(store, breakage);
  const { signal: failed } = breakage;
  let server: ReadServer | undefined;
  const close = async () => {
    await server?.close();
    // The word of a store that has failed is for whoever opens it next.
    if (!failed.aborted) await removeHolder(folder);
    await closed(client, store).catch((error: unknown) => {
      if (!failed.aborted) throw error;
    });
  };
  try {
    await createTables(client, EMBEDDED_PREFIX);
    server = await serveReads(folder, store);
  } catch (error) {
    await close();
    throw error;
  }
  return { client, failed, left, close };
}

const clientOf = (store: DynaliteStore, breakage?: Breakage): DynamoDBClient =>
  embeddedClient((operation, input) => callDynalite(store, operation, input), breakage);

async function closed(client: DynamoDBClient, store: DynaliteStore): Promise<void> {
  client.destroy();
  await store.db.close();
}

function readerOf(folder: string, whyNot: string): Embedded {
  const client = embeddedClient(readThrough(folder, whyNot));
  const close = () => {
    client.destroy();
    return Promise.resolve();
  };
  return { client, failed: undefined, left: undefined, close };
}

function heldBy(folder: string, holder: Holder | undefined): string {
  const { pid, command, since } = holder ?? {};
  const about = [
    ...(command === undefined ? [] : [command]),
    ...(since === undefined ? [] : [`since ${since}`]),
  ];
  const more = about.length === 0 ? '' : ` (${about.join(', ')})`;
  const who = pid === undefined ? 'another process' : `process ${pid}${more}`;
  return `${who} has the store in ${folder} open, and one at a time may change it: wait until it has ended`;
}

const isLocked = (error: unknown): boolean =>
  [codeOf(error), error instanceof Error ? codeOf(error.cause) : ''].includes('LEVEL_LOCKED');

/** Of LevelDB, whose own error says only that it is not open, what is behind it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'of no known reason';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
