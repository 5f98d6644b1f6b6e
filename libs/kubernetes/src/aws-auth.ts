import { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import { V1ConfigMap } from '@kubernetes/client-node/dist/gen/models/V1ConfigMap.js';
import type { AwsAuthData } from '@roster/access';
import type { ConfigMap, Connection, DataPatch } from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { Ask } from './ask.ts';
import type { Wire } from './wire.ts';

const NAME = 'aws-auth';
const NAMESPACE = 'kube-system';
/** Whom the API server writes into managedFields. */
const MANAGER = 'roster';
const requests = new CoreV1ApiRequestFactory(createConfiguration());

export async function readAwsAuth(ask: Ask, connection: Connection): Promise<ConfigMap | undefined> {
  const found = await ask(connection, {
    call: 'get configmaps',
    build: (to) => requests.readNamespacedConfigMap(NAME, NAMESPACE, undefined, to),
    on: { 404: 'absent' },
  });
  return found === undefined ? undefined : configMap(found);
}

export async function createAwsAuth(ask: Ask, connection: Connection, data: AwsAuthData): Promise<ConfigMap> {
  const content = { metadata: { name: NAME, namespace: NAMESPACE }, data: { ...data } };
  const body = Object.assign(new V1ConfigMap(), content);
  const made = await ask(connection, {
    call: 'create configmaps',
    build: (to) =>
      requests.createNamespacedConfigMap(NAMESPACE, body, undefined, undefined, MANAGER, undefined, to),
  });
  return configMap(made);
}

/**
 * A patch that finds no ConfigMap is a conflict, too: it was there when it was read. BadInputFault without a version:
 * to the API server that is no precondition, and it would write over anything.
 */
export async function patchAwsAuth(
  ask: Ask,
  connection: Connection,
  { data, resourceVersion }: { readonly data: DataPatch; readonly resourceVersion: string },
): Promise<ConfigMap> {
  if (resourceVersion === '') {
    throw new Fault(
      'BadInputFault',
      `${connection.cluster}: a patch of aws-auth needs the resourceVersion that was read`,
    );
  }
  const patched = await ask(connection, {
    call: 'patch configmaps',
    build: async (to) => {
      const body = { metadata: { resourceVersion }, data };
      const context = await requests.patchNamespacedConfigMap(
        NAME,
        NAMESPACE,
        body,
        undefined,
        undefined,
        MANAGER,
        undefined,
        undefined,
        to,
      );
      // client-node would call it a JSON patch.
      context.setHeaderParam('Content-Type', 'application/merge-patch+json');
      return context;
    },
    on: { 404: 'ConflictFault' },
  });
  return configMap(patched);
}

function configMap(found: unknown): ConfigMap {
  const { metadata = {}, data = {}, immutable } = found as Wire<V1ConfigMap>;
  const { resourceVersion = '', labels = {}, annotations = {} } = metadata;
  const change = { resourceVersion, data, labels, annotations };
  return immutable === true ? { ...change, immutable } : change;
}
