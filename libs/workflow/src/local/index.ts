export { checkDefinition, definitionProblems } from './check-definition.ts';
export type { LocalResult, StateError } from './execute.ts';
export type { DynamoDb, Handler, Handlers } from './overrides.ts';
export { DataLimitError, PAYLOAD_LIMIT } from './payload.ts';
export { runLocally } from './run-locally.ts';
export type { LocalRun } from './run-locally.ts';
export { stateIsOver, untilOver } from './until-over.ts';
