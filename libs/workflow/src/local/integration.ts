/** What a Task may call. `function`: a worker; the others are DynamoDB, called by Step Functions itself. */
export type Integration = 'function' | 'query' | 'updateItem';

const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'arn:aws:states:::aws-sdk:dynamodb:query': 'query',
  'arn:aws:states:::dynamodb:updateItem': 'updateItem',
};

/** Before the name of an error, by integration: what AWS puts there, so that a Catch means the same here. */
export const ERROR_PREFIX = { query: 'DynamoDb.', updateItem: 'DynamoDB.' } as const;

/** What a Task's resource calls; undefined for what has no override here (the engine would send it to Lambda). */
export function integrationOf(resource: string): Integration | undefined {
  if (/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w-]+)?$/.test(resource)) return 'function';
  return INTEGRATIONS[resource];
}
