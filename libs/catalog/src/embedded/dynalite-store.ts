import { createRequire } from 'node:module';
import { Readable } from 'node:stream';

// Dynalite ships no types, and its parts are reached by their files: the HTTP server in front of them is left out.
const require = createRequire(import.meta.url);

/** A LevelDB, on disk or in memory, with DynamoDB's tables in it. */
export interface DynaliteStore {
  readonly db: Level;
  getTable: GetTable;
}

type Done = (error: unknown, value?: unknown) => void;
/** Calls back with a table's description; the second argument may be left out. */
type GetTable = (name: string, check: boolean | Done, done?: Done) => void;

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  getSync(key: string): unknown;
  get: (key: string, done: Done) => void;
  values(range: object): AsyncIterable<unknown>;
  createValueStream: (range: object) => Readable;
}

/** What an operation of DynamoDB answers over HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The error behind an answer that no operation of DynamoDB gives: LevelDB's, or Dynalite's own. */
  readonly error?: unknown;
}

interface Refusal {
  readonly statusCode: number;
  readonly body: unknown;
}
type Action = (store: DynaliteStore, data: unknown, done: (error: unknown, data: unknown) => void) => void;
interface Rules {
  readonly types: unknown;
  readonly custom?: unknown;
}
interface Validations {
  checkTypes(data: unknown, types: unknown): unknown;
  checkValidations(data: unknown, types: unknown, custom: unknown, store: DynaliteStore): void;
}

const { create } = require('dynalite/db') as { readonly create: (options: object) => DynaliteStore };
const validations = require('dynalite/validations') as Validations;

/** The operations of DynamoDB that this library uses, as Dynalite names its files. */
const OPERATIONS = [
  ...['BatchWriteItem', 'CreateTable', 'DeleteItem', 'DescribeTable', 'DescribeTimeToLive', 'GetItem'],
  ...['PutItem', 'Query', 'UpdateItem'],
];
const files = OPERATIONS.map((name) => ({ name, file: name.charAt(0).toLowerCase() + name.slice(1) }));
const actions = new Map(files.map(({ name, file }) => [name, require(`dynalite/actions/${file}`) as Action]));
const rules = new Map(
  files.map(({ name, file }) => [name, require(`dynalite/validations/${file}`) as Rules]),
);

/** Makes a store in that folder, or in memory; tables in it are active at once. */
export function createDynaliteStore(folder?: string): DynaliteStore {
  const path = folder === undefined ? {} : { path: folder };
  const store = create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...path });
  store.db.get = readAtOnce(store.db);
  // Dynalite's own never closes its iterator, and each keeps pages of LevelDB in memory: 2 GB in a run over 10,000.
  store.db.createValueStream = (range) => Readable.from(store.db.values(range));
  store.getTable = remembering(store.getTable);
  return store;
}

/** Every operation asks for its table first: an active one is kept, for no operation here changes or deletes it. */
function remembering(getTable: GetTable): GetTable {
  const active = new Map<string, unknown>();
  return (name, check, last) => {
    const done = typeof check === 'function' ? check : last;
    if (active.has(name)) return done?.(null, active.get(name));
    getTable(name, check === true, (error, table) => {
      const { TableStatus } = (table ?? {}) as { readonly TableStatus?: string };
      if (TableStatus === 'ACTIVE') active.set(name, table);
      done?.(error, table);
    });
  };
}

/**
 * Dynalite reads by way of LevelDB's threads, which takes this thread longer than the read itself: LevelDB has what
 * was just written, or a page of the file, in memory. It answers later, as Dynalite's own does.
 */
function readAtOnce(db: Level): Level['get'] {
  return (key, done) => {
    let read: { readonly error: unknown; readonly value?: unknown };
    try {
      read = { error: null, value: db.getSync(key) };
    } catch (error) {
      read = { error };
    }
    setImmediate(() => done(read.error, read.value));
  };
}

/**
 * Runs one operation, as Dynalite's HTTP server does; an error of its own is a 500 and does not end the process.
 * `input` is DynamoDB's JSON, parsed: Dynalite changes it.
 */
export async function callDynalite(store: DynaliteStore, operation: string, input: unknown): Promise<Answer> {
  const action = actions.get(operation);
  const rule = rules.get(operation);
  if (action === undefined || rule === undefined) return refused('service', 'UnknownOperationException');
  try {
    const data = validations.checkTypes(input, rule.types);
    validations.checkValidations(data, rule.types, rule.custom, store);
    return await run(action, store, data);
  } catch (error) {
    return failed(error);
  }
}

function run(action: Action, store: DynaliteStore, data: unknown): Promise<Answer> {
  return new Promise((resolve) => {
    action(store, data, (error, answer) => {
      resolve(error === null || error === undefined ? { status: 200, body: answer } : failed(error));
    });
  });
}

function failed(error: unknown): Answer {
  if (isRefusal(error)) return { status: error.statusCode, body: error.body };
  return { ...refused('service', 'InternalServerError'), status: 500, error };
}

function refused(from: string, name: string): Answer {
  return { status: 400, body: { __type: `com.amazon.coral.${from}#${name}` } };
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'statusCode' in error && 'body' in error;
}
