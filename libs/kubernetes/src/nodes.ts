import { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { Connection, NodeList } from '@roster/reconcile';
import * as z from 'zod/mini';
import type { Ask } from './ask.ts';
import { pages, type Listing } from './pages.ts';
import { list, Name, text } from './schema.ts';

const requests = new CoreV1ApiRequestFactory(createConfiguration());

const Condition = z.object({ type: text(316), status: text(32) });
const Node = z.object({
  metadata: z.object({ name: Name }),
  status: z.nullish(z.object({ conditions: list(Condition, 200) })),
});

const NODES: Listing<typeof Node> = {
  call: 'list nodes',
  item: Node,
  build: (to, limit, next) => {
    const none = undefined;
    return requests.listNode(none, none, next, none, none, limit, none, none, none, none, none, none, to);
  },
};

/** Names of the nodes by their condition Ready; a node that says nothing is not Ready. */
export async function nodes(ask: Ask, connection: Connection): Promise<NodeList> {
  const ready: string[] = [];
  const notReady: string[] = [];
  for await (const { metadata, status } of pages(ask, connection, NODES)) {
    const says = status?.conditions?.find((condition) => condition.type === 'Ready');
    (says?.status === 'True' ? ready : notReady).push(metadata.name);
  }
  return { ready, notReady };
}
