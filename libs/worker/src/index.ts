export { lambda } from './lambda.ts';
export type { LambdaContext, LambdaHandler, Worker } from './lambda.ts';
