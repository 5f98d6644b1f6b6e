export { lambda } from './lambda.ts';
export type { LambdaHandler, Worker } from './lambda.ts';
export type { Log, LogLine } from './log.ts';
