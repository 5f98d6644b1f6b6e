import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { isFault } from '@roster/workflow';
import type { Breakage } from './break.ts';
import type { Answer } from './dynalite-store.ts';
import { fromWire, toWire } from './wire.ts';

/** The part of the SDK's commands that matters here. */
interface Command {
  readonly input: object;
}

/** Runs one operation of DynamoDB, given its input as DynamoDB's JSON. */
export type Call = (operation: string, input: unknown) => Promise<Answer>;

/**
 * A client as the AWS SDK's, whose commands go to the store in this process. It takes the SDK's own way not at all:
 * an embedded store that signs, serialises and parses for itself spends more on that than on storing.
 */
export function embeddedClient(call: Call, breakage?: Breakage): DynamoDBClient {
  const client = new DynamoDBClient({ region: 'local' });
  return Object.assign(client, { send: (command: Command) => send(call, command, breakage) });
}

async function send(call: Call, command: Command, breakage?: Breakage): Promise<object> {
  const operation = command.constructor.name.replace(/Command$/, '');
  breakage?.assertWhole(operation);
  const { status, body, error } = await call(operation, toWire(command.input));
  const $metadata = { httpStatusCode: status };
  const broken = error === undefined ? undefined : breakage?.faultOf(error);
  if (isFault(broken)) throw broken;
  if (status !== 200) throw exception(body as Refused, $metadata);
  return { ...fromWire(body), $metadata };
}

interface Refused {
  readonly __type: string;
  readonly message?: string;
}

/** Those that this library tells apart by their class; the others are told by their name. */
const CLASSES = { ConditionalCheckFailedException, ResourceInUseException, ResourceNotFoundException };

/** The error that the SDK would have made of the answer. */
function exception(
  { __type, message = '' }: Refused,
  $metadata: { readonly httpStatusCode: number },
): DynamoDBServiceException {
  const name = __type.split('#').at(-1) ?? __type;
  if (name in CLASSES) return new CLASSES[name as keyof typeof CLASSES]({ message, $metadata });
  const $fault = $metadata.httpStatusCode < 500 ? 'client' : 'server';
  return new DynamoDBServiceException({ name, message, $fault, $metadata });
}
