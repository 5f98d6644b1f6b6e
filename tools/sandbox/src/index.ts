export type { CallCounts } from './calls.ts';
export type { Credentials } from './caller.ts';
export type { ConfigMapObject } from './cluster/config-map-store.ts';
export type { ClusterDoor } from './cluster/door.ts';
export type { Faults } from './cluster/faults.ts';
export type * from './options.ts';
export { startSandbox, type Sandbox } from './sandbox.ts';
