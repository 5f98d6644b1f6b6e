import { HttpMethod, type RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import type { Configuration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { Connection, Manifests, RbacManifest } from '@roster/reconcile';
import * as z from 'zod/mini';
import { createAsk, type Ask } from '../ask.ts';
import { text } from '../schema.ts';
import { createTransport, type TransportOptions } from '../transport.ts';

const PLURAL: Readonly<Record<RbacManifest['kind'], string>> = {
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  Role: 'roles',
  RoleBinding: 'rolebindings',
};

/** By force: the objects bear Roster's name, and whoever has changed them is overruled. */
const APPLY = { fieldManager: 'roster', force: 'true' };

const Versioned = z.object({ metadata: z.object({ resourceVersion: text(256) }) });

/** The port Manifests, by server-side apply: one request makes or changes an object, and a second one changes nothing. */
export function createManifests(options: TransportOptions): Manifests {
  const ask = createAsk(createTransport(options), options);
  return {
    apply: async (connection, manifest) => {
      const before = await versionOf(ask, connection, manifest);
      const applied = await ask(connection, {
        call: `apply ${PLURAL[manifest.kind]}`,
        schema: Versioned,
        on: { 422: 'BadInputFault' },
        build: (to) => Promise.resolve(applyRequest(to, manifest)),
      });
      return applied.metadata.resourceVersion !== before;
    },
  };
}

async function versionOf(
  ask: Ask,
  connection: Connection,
  manifest: RbacManifest,
): Promise<string | undefined> {
  const found = await ask(connection, {
    call: `get ${PLURAL[manifest.kind]}`,
    build: (to) => Promise.resolve(to.baseServer.makeRequestContext(pathOf(manifest), HttpMethod.GET)),
    schema: Versioned,
    absent: { status: 404, as: undefined },
  });
  return found?.metadata.resourceVersion;
}

function applyRequest(to: Configuration, manifest: RbacManifest): RequestContext {
  const context = to.baseServer.makeRequestContext(pathOf(manifest), HttpMethod.PATCH);
  for (const [name, value] of Object.entries(APPLY)) context.setQueryParam(name, value);
  // JSON is YAML.
  context.setHeaderParam('Content-Type', 'application/apply-patch+yaml');
  context.setBody(JSON.stringify(manifest));
  return context;
}

function pathOf({ apiVersion, kind, metadata }: RbacManifest): string {
  const { name, namespace } = metadata;
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `/apis/${apiVersion}${within}/${PLURAL[kind]}/${encodeURIComponent(name)}`;
}
