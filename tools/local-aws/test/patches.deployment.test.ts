import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asRoot, startLocalAws, type LocalAws } from '../src/index.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ env: { FROM_OUTSIDE: 'inherited' } });
});
afterAll(() => aws.stop());

/** A call of the JSON protocol; ministack without authorisation reads no signature. */
async function call(target: string, body: object): Promise<Record<string, unknown>> {
  const service = target.startsWith('DynamoDB') ? 'dynamodb' : 'states';
  const answer = await fetch(aws.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: signedFor(service),
    },
    body: JSON.stringify(body),
  });
  const result = (await answer.json()) as Record<string, unknown>;
  expect(answer.status, JSON.stringify(result)).toBe(200);
  return result;
}

const makeTable = (name: string) =>
  call('DynamoDB_20120810.CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'item', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'item', KeyType: 'HASH' }],
  });

const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${aws.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const lambda = (path: string, body: object) =>
  fetch(`${aws.endpoint}/2015-03-31/functions${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: signedFor('lambda') },
    body: JSON.stringify(body),
  });

async function deploy(name: string, code: string): Promise<void> {
  const answer = await lambda('', {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${aws.account}:role/${name}`,
    Timeout: 20,
    Code: { ZipFile: Buffer.from(zipSync({ 'index.mjs': strToU8(code) })).toString('base64') },
  });
  expect(answer.status).toBe(201);
}

it('tells a function’s error by its name, in a process that goes on', async () => {
  await deploy(
    'throws',
    `let events = 0;
     export const handler = async () => {
       const error = new Error(process.env.FROM_OUTSIDE + ' ' + String((events += 1)));
       error.name = 'OwnFault';
       throw error;
     };`,
  );
  const invoke = async () => (await lambda('/throws/invocations', {})).json();
  expect(await invoke()).toMatchObject({ errorType: 'OwnFault', errorMessage: 'inherited 1' });
  expect(await invoke()).toMatchObject({ errorType: 'OwnFault', errorMessage: 'inherited 2' });
});

it('begins no item of a Map after one has failed', async () => {
  await makeTable('begun');
  const { stateMachineArn } = await call('AWSStepFunctions.CreateStateMachine', {
    name: 'one-by-one',
    roleArn: `arn:aws:iam::${aws.account}:role/machine`,
    definition: JSON.stringify(ONE_BY_ONE),
  });
  const { executionArn } = await call('AWSStepFunctions.StartExecution', {
    stateMachineArn,
    input: JSON.stringify(['one', 'bad', 'three']),
  });
  const ended = () => call('AWSStepFunctions.DescribeExecution', { executionArn });
  await expect.poll(ended, { timeout: 20_000 }).toMatchObject({ status: 'FAILED', error: 'Bad' });
  const { Items } = await call('DynamoDB_20120810.Scan', { TableName: 'begun' });
  expect((Items as { item: { S: string } }[]).map(({ item }) => item.S).sort()).toEqual(['bad', 'one']);
});

const ONE_BY_ONE = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      MaxConcurrency: 1,
      End: true,
      ItemProcessor: {
        StartAt: 'Write',
        States: {
          Write: {
            Type: 'Task',
            Resource: 'arn:aws:states:::dynamodb:putItem',
            Parameters: { TableName: 'begun', Item: { item: { 'S.$': '$' } } },
            ResultPath: null,
            Next: 'Good?',
          },
          'Good?': {
            Type: 'Choice',
            Choices: [{ Variable: '$', StringEquals: 'bad', Next: 'Bad' }],
            Default: 'Good',
          },
          Good: { Type: 'Pass', End: true },
          Bad: { Type: 'Fail', Error: 'Bad' },
        },
      },
    },
  },
};

it('runs no more children of a Distributed Map than MaxConcurrencyPath says', async () => {
  await deploy('takes-a-while', 'export const handler = async () => ({});');
  await makeTable('lock');
  const { stateMachineArn } = await call('AWSStepFunctions.CreateStateMachine', {
    name: 'by-a-lock',
    roleArn: `arn:aws:iam::${aws.account}:role/machine`,
    definition: JSON.stringify(BY_A_LOCK),
  });
  const run = async (most: number) => {
    const input = JSON.stringify({ most, items: ['one', 'two', 'three', 'four'] });
    const { executionArn } = await call('AWSStepFunctions.StartExecution', { stateMachineArn, input });
    const ended = () => call('AWSStepFunctions.DescribeExecution', { executionArn });
    await expect.poll(ended, { timeout: 20_000 }).not.toMatchObject({ status: 'RUNNING' });
    return (await ended())['status'];
  };
  expect(await run(1)).toBe('SUCCEEDED');
  // Or else the lock would prove nothing.
  expect(await run(4)).toBe('FAILED');
});

const lockState = (operation: string, more: object) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::dynamodb:${operation}`,
  ResultPath: null,
  Parameters: { TableName: 'lock', ...more },
});

/** Each child fails where another holds the lock. */
const BY_A_LOCK = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrencyPath: '$.most',
      End: true,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Lock',
        States: {
          Lock: {
            ...lockState('putItem', {
              Item: { item: { S: 'lock' } },
              ConditionExpression: 'attribute_not_exists(#i)',
              ExpressionAttributeNames: { '#i': 'item' },
            }),
            Next: 'Work',
          },
          Work: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: 'takes-a-while', 'Payload.$': '$' },
            ResultPath: null,
            Next: 'Unlock',
          },
          Unlock: { ...lockState('deleteItem', { Key: { item: { S: 'lock' } } }), End: true },
        },
      },
    },
  },
};

it('lets a condition of CloudFormation compare the Region and the account', async () => {
  const is = (name: string, value: string) => ({ 'Fn::Equals': [{ Ref: name }, value] });
  const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Condition: name, Properties: {} });
  const template = {
    Conditions: {
      Here: { 'Fn::And': [is('AWS::Region', aws.region), is('AWS::AccountId', aws.account)] },
      Elsewhere: is('AWS::Region', 'us-east-1'),
    },
    Resources: { Here: topic('Here'), Elsewhere: topic('Elsewhere') },
  };
  const StackName = 'conditions';
  await asRoot(aws, 'cloudformation', {
    ...{ Action: 'CreateStack', StackName, TemplateBody: JSON.stringify(template) },
  });
  const made = await asRoot(aws, 'cloudformation', { Action: 'DescribeStackResources', StackName });
  const names = [...made.matchAll(/<LogicalResourceId>(\w+)</g)].map(([, name]) => name);
  expect(names).toEqual(['Here']);
});

it('leaves neither a process nor a folder', async () => {
  const other = await startLocalAws();
  const folders = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith(`roster-local-aws-${process.pid}-`));
  expect(await folders()).toHaveLength(2);
  await other.stop();
  expect(await folders()).toHaveLength(1);
  await expect(fetch(other.endpoint)).rejects.toThrow();
});
