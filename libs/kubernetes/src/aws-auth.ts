import { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import { V1ConfigMap } from '@kubernetes/client-node/dist/gen/models/V1ConfigMap.js';
import type { AwsAuthData } from '@roster/access';
import type { ConfigMap, Connection, DataPatch } from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import * as z from 'zod/mini';
import type { Ask } from './ask.ts';
import { refusalOf } from './refusal.ts';
import { Labels, record, text } from './schema.ts';

const NAME = 'aws-auth';
const NAMESPACE = 'kube-system';
/** Whom the API server writes into managedFields. */
const MANAGER = 'roster';
const requests = new CoreV1ApiRequestFactory(createConfiguration());

/** ConfigMap data: at most 1 MiB; annotations: 256 KiB (facts.md, Limits; apimachinery, TotalAnnotationSizeLimitB). */
const Found = z.object({
  kind: z.literal('ConfigMap'),
  metadata: z.object({
    name: z.literal(NAME),
    namespace: z.literal(NAMESPACE),
    resourceVersion: text(256).check(z.minLength(1)),
    labels: Labels,
    annotations: record(text(256 * 1024), 1000),
    deletionTimestamp: z.nullish(text(64)),
  }),
  data: record(text(1024 * 1024), 1000),
  binaryData: record(text(1400 * 1024), 1000),
  immutable: z.nullish(z.boolean()),
});

export async function readAwsAuth(ask: Ask, connection: Connection): Promise<ConfigMap | undefined> {
  const found = await ask(connection, {
    call: 'get configmaps',
    build: (to) => requests.readNamespacedConfigMap(NAME, NAMESPACE, undefined, to),
    schema: Found,
    absent: { status: 404, as: undefined },
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
    schema: Found,
    on: { 409: 'ConflictFault' },
    refused: (answer) => refusalOf(ask, connection, { verb: 'create', answer }),
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
    schema: Found,
    on: { 404: 'ConflictFault', 409: 'ConflictFault' },
    refused: (answer) => refusalOf(ask, connection, { verb: 'patch', answer }),
  });
  return configMap(patched);
}

function configMap({ metadata, data, binaryData, immutable }: z.output<typeof Found>): ConfigMap {
  const { resourceVersion, labels, annotations, deletionTimestamp } = metadata;
  const binary = Object.values(binaryData ?? {}).reduce(
    (sum, one) => sum + Buffer.byteLength(one, 'base64'),
    0,
  );
  return {
    resourceVersion,
    data: data ?? {},
    labels: labels ?? {},
    annotations: annotations ?? {},
    ...(immutable === true ? { immutable } : {}),
    ...(typeof deletionTimestamp === 'string' ? { deleting: true } : {}),
    ...(binary > 0 ? { binaryBytes: binary } : {}),
  };
}
