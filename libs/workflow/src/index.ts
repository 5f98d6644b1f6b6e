export * from './faults.ts';
export * from './states/cluster.ts';
export * from './states/run.ts';
