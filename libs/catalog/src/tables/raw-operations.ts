import {
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type QueryCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

/** The DynamoDB integrations of Step Functions: parameters and answers in PascalCase and DynamoDB's JSON. */
export interface RawOperations {
  /** `arn:aws:states:::aws-sdk:dynamodb:query` */
  readonly query: (parameters: unknown) => Promise<unknown>;
  /** `arn:aws:states:::dynamodb:updateItem` */
  readonly updateItem: (parameters: unknown) => Promise<unknown>;
}

/**
 * What the DynamoDB states of the state machine call in the local engine. Errors have the names that a state sees on
 * AWS: `DynamoDB.…` from the optimised integration, `DynamoDb.…` from the SDK's, `…SdkClientException` where no
 * answer came.
 */
export function rawOperations(client: DynamoDBClient): RawOperations {
  return {
    query: async (parameters) => {
      const sending = client.send(new QueryCommand(parameters as QueryCommandInput));
      const { Items, Count, ScannedCount, LastEvaluatedKey } = await sending.catch(renamed('DynamoDb'));
      return json({ Items, Count, ScannedCount, LastEvaluatedKey });
    },
    updateItem: async (parameters) => {
      const sending = client.send(new UpdateItemCommand(parameters as UpdateItemCommandInput));
      const { Attributes } = await sending.catch(renamed('DynamoDB'));
      return json({ Attributes });
    },
  };
}

/** As the states language has it: absent keys are not there, binary is base64. */
function json(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer, (_key, value: unknown) => base64(value)));
}

function base64(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

function renamed(service: 'DynamoDB' | 'DynamoDb'): (error: unknown) => never {
  return (error) => {
    const { name, answered } = describe(error);
    const renamed = new Error(`${name} from DynamoDB`);
    renamed.name = `${service}.${answered ? name : 'SdkClientException'}`;
    throw renamed;
  };
}

function describe(error: unknown): { readonly name: string; readonly answered: boolean } {
  if (!(error instanceof Error)) return { name: 'unknown', answered: false };
  const metadata = Reflect.get(error, '$metadata') as { readonly httpStatusCode?: number } | undefined;
  return { name: error.name, answered: metadata?.httpStatusCode !== undefined };
}
