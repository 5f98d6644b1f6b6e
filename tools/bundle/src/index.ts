export { BUDGETS } from './budgets.ts';
export type { Budget } from './budgets.ts';
export type { Bundle } from './bundle.ts';
export { bundleWorkers } from './bundle-workers.ts';
export type { Bundling } from './bundle-workers.ts';
export { packagesOf } from './over-budget.ts';
