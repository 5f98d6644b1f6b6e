import { EventBridgeClient, type EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';

/**
 * A client for the default bus of a Region. Throttling, 5xx and timeouts are tried three times in all.
 * `AWS_ENDPOINT_URL_EVENTBRIDGE` and `AWS_ENDPOINT_URL` count as everywhere in the SDK. `requestHandler` is for proxies
 * and custom CAs, and has its own timeouts.
 */
export function createEventsClient(options: {
  readonly region: string;
  readonly requestHandler: NonNullable<EventBridgeClientConfig['requestHandler']>;
}): EventBridgeClient {
  return new EventBridgeClient({ ...options, maxAttempts: 3 });
}
