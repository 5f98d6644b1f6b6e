export { lambda, type LambdaSpec } from './lambda.ts';
