import { randomUUID } from 'node:crypto';
import type { Calls } from '../calls.ts';
import { AwsError } from '../aws-error.ts';
import { jsonErrorAnswer } from '../aws-json/error-answer.ts';
import { readObject } from '../aws-json/read-object.ts';
import type { Answer, Request } from '../http/message.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import type { Principals } from '../sts/principals.ts';
import type { EventBus, PutEvent } from './event-bus.ts';

export interface EventsService {
  readonly principals: Principals;
  readonly now: () => Date;
  readonly calls: Calls;
  readonly bus: EventBus;
}

const TARGET = /^AWSEvents\.(\w+)$/;
/** Of one call (EventBridge API reference, PutEvents; user guide, Calculating PutEvents entry size). */
const MOST_ENTRIES = 10;
const LARGEST = 256 * 1024;

/** The operation of EventBridge that a request asks for; undefined: it is for another service. */
export function eventsOperation({ headers }: Request): string | undefined {
  return TARGET.exec(headers['x-amz-target'] ?? '')?.[1];
}

/** Answers an operation of EventBridge: PutEvents on the default bus, where one wrong entry is refused alone. */
export function answerEvents(service: EventsService, request: Request, operation: string): Answer {
  const { bus, calls } = service;
  calls.count(`events:${operation}`);
  try {
    const keyOf = (id: string) => service.principals.keyOf(id);
    verifySignature(request, { keyOf, now: service.now(), service: 'events' });
    if (operation !== 'PutEvents') throw new AwsError(400, 'UnknownOperationException', operation);
    if (bus.call !== undefined) throw new AwsError(statusOf(bus.call), bus.call, 'a fault of the sandbox');
    const results = entriesOf(request).map((entry) => put(bus, entry));
    const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ FailedEntryCount, Entries: results }),
    };
  } catch (error) {
    return jsonErrorAnswer(error);
  }
}

/** AWS's own errors are 500, all others 400 (EventBridge API reference, Common error types; PutEvents, Errors). */
const statusOf = (error: string): number => (error.startsWith('Internal') ? 500 : 400);

function entriesOf({ body }: Request): readonly PutEvent[] {
  const { Entries } = readObject(body);
  const entries = Array.isArray(Entries) ? (Entries as readonly PutEvent[]) : [];
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (entries.length >= 1 && entries.length <= MOST_ENTRIES && size <= LARGEST) return entries;
  throw new AwsError(400, 'ValidationException', `${entries.length} entries of ${size} bytes in one call`);
}

const sizeOf = ({ Source = '', DetailType = '', Detail = '', Resources = [] }: PutEvent): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

function put(bus: EventBus, entry: PutEvent): object {
  const code = bus.nextRefusal() ?? wrongWith(entry);
  if (code !== undefined) return { ErrorCode: code, ErrorMessage: `${code}: the event was not taken` };
  bus.taken.push(entry);
  return { EventId: randomUUID() };
}

function wrongWith({ Source, DetailType, Detail = '' }: PutEvent): string | undefined {
  if (!Source || !DetailType) return 'InvalidArgument';
  if (Source.startsWith('aws.')) return 'NotAuthorizedForSourceException';
  try {
    const detail: unknown = JSON.parse(Detail);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail)
      ? undefined
      : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}
