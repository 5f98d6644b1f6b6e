import type { Configuration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import type { Connection } from '@roster/reconcile';
import type { Ask } from './ask.ts';

/** Objects a page. A node has up to 20 kB, and 500 clusters are visited side by side on one machine. */
const PAGE = 250;

export interface Listing {
  /** Verb and resource, for messages. */
  readonly call: string;
  readonly build: (to: Configuration, limit: number, next: string | undefined) => Promise<RequestContext>;
}

interface List<T> {
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly T[] | null;
}

/** The items of a list, a page in memory at a time. `T` is client-node's model as `Wire` has it. */
export async function* pages<T>(
  ask: Ask,
  connection: Connection,
  { call, build }: Listing,
): AsyncGenerator<T> {
  let next: string | undefined;
  do {
    const from = next;
    const page = (await ask(connection, { call, build: (to) => build(to, PAGE, from) })) as List<T>;
    yield* page.items ?? [];
    next = page.metadata?.continue;
  } while (next);
}
