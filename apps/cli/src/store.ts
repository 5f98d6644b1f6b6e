import type { CatalogStore, RawOperations } from '@roster/catalog';
import type { Journal } from '@roster/reconcile';
import { tableNames } from '@roster/workflow/deployment';
import type { Io } from './io.ts';
import { text } from './options.ts';
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
  close(): Promise<void>;
}

export const storeOption = {
  store: text(
    '--store <store>',
    'dynamodb:<region>/<prefix> (or ROSTER_STORE); default: the local store of this machine',
  ),
} as const;

/** Opens the store, lets `use` work with it, and closes it. */
export async function withStore<T>(
  io: Io,
  given: string | undefined,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(io, given ?? io.env['ROSTER_STORE']);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function openStore(io: Io, given: string | undefined): Promise<Store> {
  if (given === undefined || given === '' || given === 'local') return openLocal(io);
  const [, region, prefix] = /^dynamodb:([a-z0-9-]+)\/([\w.-]+)$/.exec(given) ?? [];
  if (region === undefined || prefix === undefined) {
    throw new UsageError(`--store: "${given}" is neither local nor dynamodb:<region>/<prefix>`);
  }
  const { createStoreClient } = await import('@roster/catalog');
  const { awsRequestHandler } = await import('@roster/eks');
  const client = createStoreClient({ region, requestHandler: awsRequestHandler(io.env) });
  return storeOn(client, {
    prefix,
    shared: { region, prefix },
    close: () => {
      client.destroy();
      return Promise.resolve();
    },
  });
}

async function openLocal(io: Io): Promise<Store> {
  const { embeddedFolder, EMBEDDED_PREFIX, openEmbedded } = await import('@roster/catalog/embedded');
  const embedded = await openEmbedded({
    folder: embeddedFolder({ XDG_STATE_HOME: io.env['XDG_STATE_HOME'] }),
  });
  return storeOn(embedded.client, {
    prefix: EMBEDDED_PREFIX,
    shared: undefined,
    close: () => embedded.close(),
  });
}

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
