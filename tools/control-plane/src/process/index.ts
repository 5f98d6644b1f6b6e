export { startChild, type Child, type ChildOrder } from './child.ts';
export { LOOPBACK, onFreePorts } from './free-port.ts';
export { makeStateFolder } from './state-folder.ts';
