import type { WorkerName } from '@roster/workflow';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const WORKER_LIBRARY = fileURLToPath(new URL('../../../../libs/worker', import.meta.url));

const STORE = `
  export { DynamoDBClient, QueryCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
  export { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
  export { Logger } from '@aws-lambda-powertools/logger';
  export { Metrics } from '@aws-lambda-powertools/metrics';
  export { z } from 'zod';
`;
const EVENTS = `
  export { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
`;
const CLOUD = `
  export { EKSClient, DescribeClusterCommand } from '@aws-sdk/client-eks';
  export { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
  export { SignatureV4 } from '@smithy/signature-v4';
`;
const CLUSTERS = `
  export { CoreV1Api, AppsV1Api, AuthenticationV1Api, AuthorizationV1Api } from '@kubernetes/client-node';
`;

/** Packages as their manuals import them, with nothing of Roster. */
export const PACKAGES = {
  store: STORE,
  events: STORE + EVENTS,
  clusters: STORE + CLOUD + CLUSTERS,
  wholeClientNode: `${STORE}${CLOUD}export * as k8s from '@kubernetes/client-node';`,
  builtIn: "export * as https from 'node:https'; export * as crypto from 'node:crypto';",
} as const;
export type PackageSet = keyof typeof PACKAGES;

/** Which of them a worker is made of. */
export const PACKAGES_OF = {
  plan: 'store',
  token: 'clusters',
  apply: 'clusters',
  verify: 'clusters',
  report: 'events',
} as const satisfies Record<WorkerName, PackageSet>;

/** Bundles them as most people do: esbuild, minified, one ESM file, nothing else. Gives its bytes. */
export async function bundleAsShipped(packages: PackageSet, outfile: string): Promise<number> {
  const { metafile } = await build({
    // From where all of them can be found.
    stdin: { contents: PACKAGES[packages], resolveDir: WORKER_LIBRARY },
    ...{ outfile, bundle: true, minify: true, format: 'esm', platform: 'node', target: 'node24' },
    metafile: true,
    // Their ESM form, which is the smaller one; by itself esbuild takes CommonJS for Node, 0.2 MB more.
    mainFields: ['module', 'main'],
    // undici asks for Node's modules by `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0);
}
