export { connectAws, type Aws, type AwsOptions } from './aws.ts';
export { createCloud } from './cloud.ts';
export {
  callerIdentity,
  discoverClusters,
  type DiscoveredCluster,
  type Discovery,
  type DiscoveryRequest,
  type Unasked,
} from './discovery.ts';
export { callerOf, callerRegion, namedProfile, type Caller } from './credentials/caller-credentials.ts';
export { awsFault } from './aws-fault.ts';
export { configuredEndpoint } from './endpoints.ts';
export { awsRequestHandler, type Timeouts } from './network/request-handler.ts';
export * from './token/index.ts';
export type { Visit } from './visit.ts';
