import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';

const entry = (Detail = '{}', Source = 'roster') => ({ Source, DetailType: 'Something', Detail });

/** The SDK's own client, with the sandbox's environment. */
function put(sandbox: Sandbox, entries: readonly object[], secretAccessKey = sandbox.caller.secretAccessKey) {
  const client = new EventBridgeClient({
    endpoint: sandbox.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] ?? '',
    region: 'eu-west-1',
    credentials: { ...sandbox.caller, secretAccessKey },
    maxAttempts: 1,
  });
  return client.send(new PutEventsCommand({ Entries: [...entries] }));
}

it('takes events, and refuses alone what is wrong', async () => {
  await using sandbox = await startSandbox({ dynamodb: false });
  const sent = [entry('{"a":1}'), entry('[1]'), entry('{}', 'aws.states'), entry('{}', ''), entry('{"b":2}')];
  const { FailedEntryCount, Entries: entries = [] } = await put(sandbox, sent);
  expect(FailedEntryCount).toBe(3);
  expect(entries.map(({ ErrorCode }) => ErrorCode)).toEqual([
    ...[undefined, 'MalformedDetail', 'NotAuthorizedForSourceException', 'InvalidArgument', undefined],
  ]);
  expect(sandbox.events().map(({ Detail }) => Detail)).toEqual(['{"a":1}', '{"b":2}']);
  expect(sandbox.calls()).toEqual({ 'events:PutEvents': 1 });
});

it.each([
  ['none', []],
  ['eleven', Array.from({ length: 11 }, () => entry())],
  ['more than 256 KB', [entry(JSON.stringify({ a: 'x'.repeat(262_144) }))]],
])('refuses a call with %s', async (_, entries) => {
  await using sandbox = await startSandbox({ dynamodb: false });
  await expect(put(sandbox, entries)).rejects.toMatchObject({ name: 'ValidationException' });
});

it('refuses a wrong signature', async () => {
  await using sandbox = await startSandbox({ dynamodb: false });
  const sending = put(sandbox, [entry()], 'another');
  await expect(sending).rejects.toMatchObject({ name: 'InvalidSignatureException' });
});

it('fails as it is told to', async () => {
  await using sandbox = await startSandbox({ dynamodb: false });
  sandbox.setEventFaults({ entries: [null, 'InternalFailure'] });
  expect(await put(sandbox, [entry(), entry()])).toMatchObject({ FailedEntryCount: 1 });
  sandbox.setEventFaults({ call: 'ThrottlingException' });
  await expect(put(sandbox, [entry()])).rejects.toMatchObject({ name: 'ThrottlingException' });
});
