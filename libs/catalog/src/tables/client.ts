import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * A client for the tables of a shared store. Throttling and 5xx are tried five times in all; an answer is waited for
 * for five seconds. `AWS_ENDPOINT_URL_DYNAMODB` and `AWS_ENDPOINT_URL` count as everywhere in the SDK.
 * `requestHandler` is for proxies and custom CAs.
 */
export function createStoreClient(options: {
  readonly region: string;
  readonly requestHandler?: NonNullable<DynamoDBClientConfig['requestHandler']>;
  readonly userAgent?: string;
}): DynamoDBClient {
  return new DynamoDBClient({
    region: options.region,
    maxAttempts: 5,
    requestHandler: options.requestHandler ?? { connectionTimeout: 2000, requestTimeout: 5000 },
    ...(options.userAgent === undefined ? {} : { customUserAgent: options.userAgent }),
  });
}
