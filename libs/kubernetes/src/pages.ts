import type { Configuration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import type { Connection } from '@roster/reconcile';
import * as z from 'zod/mini';
import { badAnswer, type Ask } from './ask.ts';
import { list, text } from './schema.ts';

/** Objects a page. A node has up to 20 kB, and 500 clusters are visited side by side on one machine. */
const PAGE = 250;
/** Kubernetes is made for 5,000 nodes and 150,000 pods in all; Roster lists the nodes, and the pods of a namespace. */
const MOST_ITEMS = 50_000;
const MOST_PAGES = MOST_ITEMS / PAGE;

export interface Listing<T extends z.ZodMiniType> {
  /** Verb and resource, for messages. */
  readonly call: string;
  readonly build: (to: Configuration, limit: number, next: string | undefined) => Promise<RequestContext>;
  /** What is read of each item. */
  readonly item: T;
}

/**
 * The items of a list, a page in memory at a time. BadAnswerFault for a list without an end: too many pages or items, or
 * a page that leads back to itself. TimeoutFault where it is not whole in time.
 */
export async function* pages<T extends z.ZodMiniType>(
  ask: Ask,
  connection: Connection,
  { call, build, item }: Listing<T>,
): AsyncGenerator<z.output<T>> {
  const schema = z.object({
    kind: z.string().check(z.regex(/^[A-Za-z]{1,60}List$/)),
    metadata: z.nullish(z.object({ continue: z.nullish(text(10_000)) })),
    items: list(item, MOST_ITEMS),
  });
  const deadline = performance.now() + ask.listMs;
  const asked = new Set<string>();
  let items = 0;
  for (let next: string | undefined; ;) {
    const from = next;
    const page = await ask(connection, { call, schema, deadline, build: (to) => build(to, PAGE, from) });
    const found = page.items ?? [];
    yield* found;
    items += found.length;
    next = page.metadata?.continue ?? '';
    if (next === '') return;
    if (asked.has(next)) throw badAnswer(`${connection.cluster}: ${call}`, 'a page leads back to itself');
    asked.add(next);
    if (asked.size >= MOST_PAGES || items >= MOST_ITEMS) {
      throw badAnswer(`${connection.cluster}: ${call}`, `the list has no end after ${items} items`);
    }
  }
}
