/** What a Task may call. `function`: a worker; the others are DynamoDB, called by Step Functions itself. */
export type Integration = 'function' | 'query' | 'updateItem';

const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'aws-sdk:dynamodb:query': 'query',
  'dynamodb:updateItem': 'updateItem',
};

/** What a Task's resource calls; undefined for what has no override here (the engine would send it to Lambda). */
export function integrationOf(resource: string): Integration | undefined {
  if (/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w-]+)?$/.test(resource)) return 'function';
  const [, called = ''] = /^arn:[\w-]+:states:::(.+)$/.exec(resource) ?? [];
  return INTEGRATIONS[called];
}
