import { isRegion } from '@roster/access/arn';
import type { CatalogStore, RawOperations } from '@roster/catalog';
import type { Journal } from '@roster/reconcile';
import { tableNames } from '@roster/workflow/deployment';
import type { Io } from './io.ts';
import { setting, text } from './options.ts';
import { safe } from './output/escape.ts';
import { UsageError } from './usage-error.ts';

export interface SharedPlace {
  readonly region: string;
  readonly prefix: string;
}

/** Where the catalog and the journal lie. */
export interface Store {
  /** Where the tables are that others use too (`--store dynamodb:…`); undefined for a store of this machine alone. */
  readonly shared: SharedPlace | undefined;
  readonly catalog: CatalogStore;
  readonly journal: Journal;
  readonly journalTable: string;
  readonly dynamodb: RawOperations;
  /** Aborted with a fault once the store itself has failed: a full disk, for one. */
  readonly failed?: AbortSignal | undefined;
  close(): Promise<void>;
}

export const storeOption = {
  store: text(
    '--store <store>',
    'dynamodb:<region>/<prefix> (or ROSTER_STORE); default: the local store of this machine',
  ),
} as const;

/** Opens the store, lets `use` work with it, and closes it. */
export function withStore<T>(
  io: Io,
  given: string | undefined,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  return using(io, { given, reads: false }, use);
}

/** As `withStore`, for what changes nothing: a run that has the local store open is asked. */
export function readStore<T>(
  io: Io,
  given: string | undefined,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  return using(io, { given, reads: true }, use);
}

interface Wanted {
  readonly given: string | undefined;
  readonly reads: boolean;
}

async function using<T>(io: Io, { given, reads }: Wanted, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(io, { given: given ?? setting(io.env, 'ROSTER_STORE'), reads });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function openStore(io: Io, { given, reads }: Wanted): Promise<Store> {
  if (given === undefined || given === 'local') return openLocal(io, reads);
  const [, region, prefix] = /^dynamodb:([^/]+)\/([\w.-]+)$/.exec(given) ?? [];
  if (region === undefined || prefix === undefined || !isRegion(region)) {
    throw new UsageError(`--store: "${given}" is neither local nor dynamodb:<region>/<prefix>`);
  }
  const { createStoreClient } = await import('@roster/catalog');
  const { awsRequestHandler, callerOf } = await import('@roster/eks');
  const requestHandler = awsRequestHandler(io.env);
  const caller = callerOf({ env: io.env, clock: io.now, requestHandler });
  const credentials = () => caller.credentials(region);
  const client = createStoreClient({ region, requestHandler, credentials });
  return storeOn(client, {
    prefix,
    shared: { region, prefix },
    close: () => {
      client.destroy();
      return Promise.resolve();
    },
  });
}

async function openLocal(io: Io, reads: boolean): Promise<Store> {
  const { embeddedFolder, EMBEDDED_PREFIX, openEmbedded } = await import('@roster/catalog/embedded');
  const embedded = await openEmbedded({
    folder: embeddedFolder({ XDG_STATE_HOME: io.env['XDG_STATE_HOME'] }),
    ...{ reads, command: io.command, since: io.now().toISOString() },
  }).catch((error: unknown) => {
    throw isHeld(error) ? new UsageError(`${error.message}\n${MEANWHILE}`) : error;
  });
  const { failed, left } = embedded;
  const opened = await storeOn(embedded.client, {
    prefix: EMBEDDED_PREFIX,
    shared: undefined,
    close: () => embedded.close(),
  });
  const store = { ...opened, failed };
  if (left === undefined) return store;
  try {
    const { closeGone } = await import('./run/left-open.ts');
    for (const said of await closeGone(store.journal, left, io.now))
      io.stderr.write(`roster: ${safe(said)}\n`);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Somebody may work on while a run goes on. */
const MEANWHILE =
  'Meanwhile these work: status, runs list, runs show, catalog list, diff, pull and revisions, why, kubeconfig, pods and ' +
  'daemonset; and lint, token, and every command with --region or a --store that is shared, which do not need it.';

const isHeld = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'BadInputFault' && error.message.includes('one at a time');

/** A store in memory, for the demo: gone when it is closed. */
export async function memoryStore(): Promise<Store> {
  const { EMBEDDED_PREFIX, openEmbedded } = await import('@roster/catalog/embedded');
  const embedded = await openEmbedded({});
  return storeOn(embedded.client, {
    prefix: EMBEDDED_PREFIX,
    shared: undefined,
    close: () => embedded.close(),
  });
}

type Client = Awaited<ReturnType<typeof import('@roster/catalog').createStoreClient>>;

async function storeOn(
  client: Client,
  of: {
    readonly prefix: string;
    readonly shared: SharedPlace | undefined;
    readonly close: () => Promise<void>;
  },
): Promise<Store> {
  const { createCatalog, createJournal, rawOperations } = await import('@roster/catalog');
  const names = tableNames(of.prefix);
  return {
    shared: of.shared,
    close: of.close,
    catalog: createCatalog({ client, name: names.catalog }),
    journal: createJournal({ client, name: names.journal }),
    journalTable: names.journal,
    dynamodb: rawOperations(client),
  };
}
