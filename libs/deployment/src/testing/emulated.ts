import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { CreateStateMachineCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import {
  machineName,
  scheduleName,
  TABLE_KEY,
  tableNames,
  type MachineName,
} from '@roster/workflow/deployment';
import { executionArn, machineArn } from '../arns.ts';
import type { DeploymentPlace, TableRole } from '../deployment.ts';
import { SUITE_MACHINE } from './deployment.contract.ts';
import type { Deployed } from './fake-deployment.ts';

/** Makes, in an emulator of AWS, as much of a deployment as this library looks at; its machines are the suite's. */
export interface Emulated {
  readonly deploy: (what: Deployed) => Promise<void>;
  readonly stop: (machine: MachineName, name: string) => Promise<void>;
  /** Switches a schedule on or off. */
  readonly turn: (machine: MachineName, enabled: boolean) => Promise<void>;
  readonly drop: (table: TableRole) => Promise<void>;
}

interface Emulator {
  readonly endpoint: string;
  readonly place: DeploymentPlace;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The emulator that listens there. */
export function emulated({ endpoint, place, credentials }: Emulator): Emulated {
  const settings = { endpoint, region: place.region, credentials };
  const sfn = new SFNClient(settings);
  const scheduler = new SchedulerClient(settings);
  const dynamodb = new DynamoDBClient(settings);
  const tables = tableNames(place.tables);
  const deploy = async ({ machines = [], schedules = [], tables: roles = [] }: Deployed) => {
    for (const machine of machines) await sfn.send(machineOf(place, machine));
    for (const { machine, enabled = true } of schedules)
      await scheduler.send(new CreateScheduleCommand(scheduleOf(place, machine, enabled)));
    for (const role of roles) await dynamodb.send(tableOf(tables[role]));
  };
  return {
    deploy,
    stop: async (machine, name) => {
      await sfn.send(new StopExecutionCommand({ executionArn: executionArn(place, machine, name) }));
    },
    turn: async (machine, enabled) => {
      await scheduler.send(new UpdateScheduleCommand(scheduleOf(place, machine, enabled)));
    },
    drop: async (role) => {
      await dynamodb.send(new DeleteTableCommand({ TableName: tables[role] }));
    },
  };
}

const roleOf = ({ account }: DeploymentPlace): string => `arn:aws:iam::${account}:role/Suite`;

function machineOf(place: DeploymentPlace, machine: MachineName): CreateStateMachineCommand {
  return new CreateStateMachineCommand({
    name: machineName(place.prefix, machine),
    definition: JSON.stringify(SUITE_MACHINE),
    roleArn: roleOf(place),
  });
}

function scheduleOf(place: DeploymentPlace, machine: MachineName, enabled: boolean) {
  const Input = JSON.stringify({ mode: machine });
  return {
    Name: scheduleName(place.prefix, machine),
    ScheduleExpression: 'rate(1 hour)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: enabled ? 'ENABLED' : 'DISABLED',
    Target: { Arn: machineArn(place, machine), RoleArn: roleOf(place), Input },
  } as const;
}

function tableOf(name: string): CreateTableCommand {
  const { partition, sort } = TABLE_KEY;
  return new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partition, sort].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
  });
}
