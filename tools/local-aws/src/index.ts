export { functionKeys, type FunctionPlace } from './function-keys.ts';
export { startLocalAws, type LocalAws, type LocalAwsOptions } from './start.ts';
