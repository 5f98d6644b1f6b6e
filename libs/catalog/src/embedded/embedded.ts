import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '@roster/workflow';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { createTables } from '../tables/create-tables.ts';
import { createDynaliteStore, type DynaliteStore } from './dynalite-store.ts';
import { embeddedClient } from './embedded-client.ts';
import { readHolder, removeHolder, writeHolder } from './holder.ts';

/** The store of one laptop. Its tables stand under `EMBEDDED_PREFIX`. */
export interface Embedded {
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export const EMBEDDED_PREFIX = 'roster';

/** Where the embedded store lies: `$XDG_STATE_HOME/roster`, else `~/.local/state/roster`. */
export function embeddedFolder(environment: { readonly XDG_STATE_HOME?: string | undefined }): string {
  const { XDG_STATE_HOME: state = '' } = environment;
  // The XDG specification has relative paths ignored.
  return join(isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'roster');
}

/**
 * Opens the embedded store in that folder, which is made when absent (0700); without a folder, one in memory. The
 * tables are made when absent.
 * @throws BadInputFault when another process has it open (named, where it can be told), or it cannot be opened
 */
export async function openEmbedded({ folder }: { readonly folder?: string }): Promise<Embedded> {
  const store = folder === undefined ? await opened() : await openIn(folder);
  const client = embeddedClient(store);
  await createTables(client, EMBEDDED_PREFIX);
  return {
    client,
    close: async () => {
      client.destroy();
      if (folder !== undefined) await removeHolder(folder);
      await store.db.close();
    },
  };
}

async function opened(folder?: string): Promise<DynaliteStore> {
  const store = createDynaliteStore(folder);
  await store.db.open();
  return store;
}

async function openIn(folder: string): Promise<DynaliteStore> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = await opened(join(folder, 'store'));
    await writeHolder(folder);
    return store;
  } catch (error) {
    throw new Fault('BadInputFault', `the store in ${folder} cannot be opened: ${await why(error, folder)}`);
  }
}

async function why(error: unknown, folder: string): Promise<string> {
  const codes = [codeOf(error), error instanceof Error ? codeOf(error.cause) : ''];
  if (!codes.includes('LEVEL_LOCKED')) return error instanceof Error ? error.message : 'of no known reason';
  const holder = await readHolder(folder);
  const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
  return `${who} has it open, and one at a time may; wait until it has ended, or name another XDG_STATE_HOME`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
