export { BUDGETS } from './budgets.ts';
export type { Budget } from './budgets.ts';
export { bundleWorkers } from './bundle-workers.ts';
export type { Bundle, Bundling } from './bundle-workers.ts';
export { packagesOf } from './over-budget.ts';
