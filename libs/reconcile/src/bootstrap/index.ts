export { bootstrap } from './bootstrap.ts';
export type { BootstrapDeps, Bootstrapped, BootstrapRequest, Proof, Step } from './bootstrapped.ts';
