import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * A client for the tables of a shared store. Throttling, 5xx and timeouts are tried five times in all; `timeout` is
 * how many milliseconds an answer is waited for each time. `AWS_ENDPOINT_URL_DYNAMODB` and `AWS_ENDPOINT_URL` count
 * as everywhere in the SDK. `requestHandler` is for proxies and custom CAs, and has its own timeouts.
 */
export function createStoreClient(options: {
  readonly region: string;
  readonly timeout?: number;
  readonly requestHandler?: NonNullable<DynamoDBClientConfig['requestHandler']>;
  readonly userAgent?: string;
  /** Absent: the SDK's default chain, which in a Lambda is its role. */
  readonly credentials?: NonNullable<DynamoDBClientConfig['credentials']>;
}): DynamoDBClient {
  const { region, timeout = 5000, requestHandler, userAgent, credentials } = options;
  // Without the last, the SDK logs a warning and waits on.
  const timeouts = { connectionTimeout: 2000, requestTimeout: timeout, throwOnRequestTimeout: true };
  return new DynamoDBClient({
    region,
    maxAttempts: 5,
    requestHandler: requestHandler ?? timeouts,
    ...(credentials === undefined ? {} : { credentials }),
    ...(userAgent === undefined ? {} : { customUserAgent: userAgent }),
  });
}
