import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateStateMachineCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { connectAws } from '@roster/eks';
import { startLocalAws, type LocalAws } from '@roster/local-aws';
import { machineName, scheduleName, tableNames } from '@roster/workflow/deployment';
import { connectDeployment, executionArn, machineArn } from '../src/index.ts';
import { deploymentContract, SUITE_MACHINE, type Deployed } from '../src/testing/index.ts';

// The same suite as the fake's, against an emulator that runs state machines.
deploymentContract(async () => {
  const aws = await startLocalAws();
  const { env, region, account } = aws;
  const place = { prefix: 'roster', region, account };
  const client = clientsOf(aws);
  return {
    deployment: connectDeployment({ aws: connectAws({ env, clock: () => new Date() }), env, place }),
    deploy: (what) => deploy(client, place, what),
    stop: async (machine, name) => {
      await client.sfn.send(new StopExecutionCommand({ executionArn: executionArn(place, machine, name) }));
    },
    [Symbol.asyncDispose]: () => aws.stop(),
  };
});

function clientsOf({ env, endpoint, region }: LocalAws) {
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const settings = { endpoint, region, credentials };
  return {
    sfn: new SFNClient(settings),
    scheduler: new SchedulerClient(settings),
    dynamodb: new DynamoDBClient(settings),
  };
}

type Place = Parameters<typeof machineArn>[0];

async function deploy(
  { sfn, scheduler, dynamodb }: ReturnType<typeof clientsOf>,
  place: Place,
  { machines = [], schedules = [], tables = [] }: Deployed,
): Promise<void> {
  const role = `arn:aws:iam::${place.account}:role/Suite`;
  for (const machine of machines) {
    const definition = JSON.stringify(SUITE_MACHINE);
    const name = machineName(place.prefix, machine);
    await sfn.send(new CreateStateMachineCommand({ name, definition, roleArn: role }));
  }
  for (const { machine, enabled = true } of schedules) {
    const command = new CreateScheduleCommand({
      Name: scheduleName(place.prefix, machine),
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: enabled ? 'ENABLED' : 'DISABLED',
      Target: {
        Arn: machineArn(place, machine),
        RoleArn: role,
        Input: JSON.stringify({ mode: machine }),
      },
    });
    await scheduler.send(command);
  }
  for (const table of tables) {
    const command = new CreateTableCommand({
      TableName: tableNames(place.prefix)[table],
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
    await dynamodb.send(command);
  }
}
