import { MACHINES, scheduleName, tableNames, type MachineName } from '@roster/workflow/deployment';
import { isFault } from '@roster/workflow/faults';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { executionArn, machineArn } from '../arns.ts';
import type { TableRole } from '../deployment.ts';
import type { FakeDeployment } from './fake-deployment.ts';
import { describedExecution, describedTable, historyOf } from './wire.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const found = (body: unknown): Answer => ({ status: 200, body });
const failed = (name: string): Answer => ({ status: 400, body: { __type: name, message: name } });

export interface ServedDeployment extends AsyncDisposable {
  /** Endpoints for clients of Step Functions, EventBridge Scheduler and (`DYNAMODB`) table settings. */
  readonly env: Readonly<Record<'AWS_ENDPOINT_URL_SFN' | 'AWS_ENDPOINT_URL_SCHEDULER', string>>;
  readonly endpoint: string;
}

/** A fake deployment on a loopback socket, in the wire forms of AWS (JSON 1.0; REST for the Scheduler). */
export async function serveDeployment(fake: FakeDeployment): Promise<ServedDeployment> {
  const server = createServer((request, response) => {
    void answer(fake, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    endpoint,
    env: { AWS_ENDPOINT_URL_SFN: endpoint, AWS_ENDPOINT_URL_SCHEDULER: endpoint },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Parameters = Readonly<Record<string, string>>;

async function answer(fake: FakeDeployment, request: IncomingMessage): Promise<Answer> {
  const schedule = /^\/schedules\/([^?]+)/.exec(request.url ?? '')?.[1];
  if (schedule !== undefined) return answerSchedule(fake, schedule);
  const parameters = JSON.parse(await text(request)) as Parameters;
  const operation = [request.headers['x-amz-target']].flat()[0]?.split('.')[1] ?? '';
  switch (operation) {
    case 'StartExecution':
      return start(fake, parameters);
    case 'DescribeStateMachine': {
      const machine = MACHINES.find((one) => machineArn(fake.place, one) === parameters['stateMachineArn']);
      const there = machine && (await fake.machine(machine));
      return there
        ? found({ stateMachineArn: there.arn, status: 'ACTIVE' })
        : failed('StateMachineDoesNotExist');
    }
    case 'DescribeExecution':
    case 'GetExecutionHistory': {
      const ending = endingOf(fake, parameters['executionArn'] ?? '');
      if (ending === undefined) return failed('ExecutionDoesNotExist');
      return found(
        operation === 'DescribeExecution' ? describedExecution(ending) : { events: historyOf(ending) },
      );
    }
    default:
      return answerTable(fake, operation, tableIn(parameters));
  }
}

async function start(fake: FakeDeployment, { stateMachineArn, name = '', input = '' }: Parameters) {
  const machine = MACHINES.find((one) => machineArn(fake.place, one) === stateMachineArn);
  if (machine === undefined) return failed('StateMachineDoesNotExist');
  try {
    await fake.start({ machine, name, input: JSON.parse(input) as unknown });
    return found({ executionArn: executionArn(fake.place, machine, name), startDate: 1_700_000_000 });
  } catch (error) {
    return failed(isFault(error, 'ConflictFault') ? 'ExecutionAlreadyExists' : 'StateMachineDoesNotExist');
  }
}

function endingOf(fake: FakeDeployment, arn: string) {
  const name = arn.split(':').at(-1) ?? '';
  const machine = MACHINES.find((one) => executionArn(fake.place, one, name) === arn);
  return machine && fake.ending(machine, name);
}

async function answerSchedule(fake: FakeDeployment, name: string): Promise<Answer> {
  const machine = MACHINES.find((one: MachineName) => scheduleName(fake.place.prefix, one) === name);
  const schedule = machine && (await fake.schedule(machine));
  if (schedule === undefined) return { status: 404, body: { __type: 'ResourceNotFoundException' } };
  const { enabled, expression, starts, mode } = schedule;
  return found({
    Name: name,
    State: enabled ? 'ENABLED' : 'DISABLED',
    ScheduleExpression: expression,
    Target: { Arn: starts, Input: JSON.stringify({ mode }) },
  });
}

const tableIn = ({ TableName, ResourceArn = '' }: Parameters): string =>
  TableName ?? ResourceArn.split('/').at(-1) ?? '';

async function answerTable(fake: FakeDeployment, operation: string, name: string): Promise<Answer> {
  const names = tableNames(fake.place.tables);
  const role = (['catalog', 'journal'] satisfies TableRole[]).find((one) => names[one] === name);
  const table = role && (await fake.table(role));
  if (table === undefined) return failed('com.amazonaws.dynamodb.v20120810#ResourceNotFoundException');
  const described = describedTable(operation, table);
  return described === undefined ? failed('UnknownOperationException') : found(described);
}
