import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { Refusal } from './refusal.ts';
import { OPERATIONS, type Operation } from './store/operations.ts';
import type { Tables } from './store/tables.ts';
import { toWire } from './wire.ts';

/** The part of the SDK's commands that matters here. */
interface Command {
  readonly input: object;
}

/**
 * A client as the AWS SDK's, whose commands go to the store in this process. They do not take the SDK's own way: an
 * embedded store that signs, serialises and parses for itself spends more on that than on storing.
 */
export function embeddedClient(tables: Tables): DynamoDBClient {
  const client = new DynamoDBClient({ region: 'local' });
  return Object.assign(client, { send: (command: Command) => send(tables, command) });
}

async function send(tables: Tables, command: Command): Promise<object> {
  const name = command.constructor.name.replace(/Command$/, '');
  const operation: Operation | undefined = OPERATIONS[name];
  try {
    if (operation === undefined) throw new Refusal('UnknownOperationException', `no operation ${name} here`);
    return { ...(await operation(tables, toWire(command.input) as never)), $metadata: {} };
  } catch (error) {
    throw exception(error);
  }
}

/** Those that this library tells apart by their class; the others are told by their name. */
const CLASSES = { ConditionalCheckFailedException, ResourceInUseException, ResourceNotFoundException };

/** The error that the SDK would have made of it. */
function exception(error: unknown): DynamoDBServiceException {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Refusal)) {
    const $metadata = { httpStatusCode: 500 };
    return new DynamoDBServiceException({
      name: 'InternalServerError',
      message,
      $fault: 'server',
      $metadata,
    });
  }
  const { name } = error;
  const $metadata = { httpStatusCode: 400 };
  if (name in CLASSES) return new CLASSES[name as keyof typeof CLASSES]({ message, $metadata });
  return new DynamoDBServiceException({ name, message, $fault: 'client', $metadata });
}
