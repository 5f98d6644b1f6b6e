import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { awsCli } from '@roster/control-plane/programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ADMIN, CLUSTER } from './fixture.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clusters: [CLUSTER], principals: [{ arn: ADMIN }] });
});
afterAll(() => sandbox.stop());

/** Runs the AWS CLI in the sandbox's environment alone, and gives its JSON. */
async function aws(...args: readonly string[]): Promise<unknown> {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...sandbox.env };
  const { stdout } = await promisify(execFile)(await awsCli(), [...args, '--output', 'json'], { env });
  return JSON.parse(stdout);
}

describe('the AWS CLI, with nothing but `env`', () => {
  it('asks STS who it is, and assumes a role', async () => {
    const Arn = 'arn:aws:sts::111122223333:assumed-role/Admin/sandbox';
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Arn });
    const order = ['--role-arn', ADMIN, '--role-session-name', 'me'];
    expect(await aws('sts', 'assume-role', ...order)).toMatchObject({
      AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/Admin/me' },
    });
  });

  it('asks EKS for its clusters', async () => {
    expect(await aws('eks', 'list-clusters')).toEqual({ clusters: [CLUSTER.name] });
    const described = await aws('eks', 'describe-cluster', '--name', CLUSTER.name);
    expect(described).toMatchObject({ cluster: { name: CLUSTER.name, status: 'ACTIVE' } });
  });

  it('asks DynamoDB for its tables', async () => {
    expect(await aws('dynamodb', 'list-tables')).toEqual({ TableNames: [] });
  });
});
