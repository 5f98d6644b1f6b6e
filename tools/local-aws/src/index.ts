export { asRoot, makeSession, makeUser, type Credentials } from './as-root.ts';
export { functionKeys, type FunctionPlace } from './function-keys.ts';
export { startLocalAws, type LocalAws, type LocalAwsOptions } from './start.ts';
