import { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { V1Node } from '@kubernetes/client-node/dist/gen/models/V1Node.js';
import type { Connection, NodeList } from '@roster/reconcile';
import type { Ask } from './ask.ts';
import { pages, type Listing } from './pages.ts';
import type { Wire } from './wire.ts';

const requests = new CoreV1ApiRequestFactory(createConfiguration());

const NODES: Listing = {
  call: 'list nodes',
  build: (to, limit, next) => {
    const none = undefined;
    return requests.listNode(none, none, next, none, none, limit, none, none, none, none, none, none, to);
  },
};

/** Names of the nodes by their condition Ready; a node that says nothing is not Ready. */
export async function nodes(ask: Ask, connection: Connection): Promise<NodeList> {
  const ready: string[] = [];
  const notReady: string[] = [];
  for await (const { metadata, status } of pages<Wire<V1Node>>(ask, connection, NODES)) {
    const says = status?.conditions?.find((condition) => condition.type === 'Ready');
    (says?.status === 'True' ? ready : notReady).push(metadata?.name ?? '');
  }
  return { ready, notReady };
}
