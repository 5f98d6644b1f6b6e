import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ADMIN, CLUSTER, LETS_ADMIN_IN, WHO_AM_I } from './fixture.ts';
import { call, connectionOf } from './kubernetes-client.ts';

const present = (() => {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(
      'SKIPPED: there is no AWS CLI on this machine, so nobody knows whether the sandbox agrees with botocore',
    );
    return false;
  }
})();

let sandbox: Sandbox;
beforeAll(async () => {
  const clusters = [{ ...CLUSTER, awsAuth: LETS_ADMIN_IN }];
  sandbox = await startSandbox({ clusters, principals: [{ arn: ADMIN }] });
});
afterAll(() => sandbox.stop());

/** Runs the AWS CLI in the sandbox's environment alone, and gives its JSON. */
async function aws(args: readonly string[], env = sandbox.env): Promise<unknown> {
  const machine = { PATH: process.env['PATH'], HOME: '/nonexistent' };
  const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json'], {
    env: { ...machine, ...env },
  });
  return JSON.parse(stdout);
}

describe.skipIf(!present)('the AWS CLI', () => {
  it('calls STS, EKS and DynamoDB with nothing but `env`', async () => {
    const Arn = 'arn:aws:sts::111122223333:assumed-role/Admin/sandbox';
    expect(await aws(['sts', 'get-caller-identity'])).toMatchObject({ Arn });
    expect(await aws(['eks', 'list-clusters'])).toEqual({ clusters: [CLUSTER.name] });
    expect(await aws(['dynamodb', 'list-tables'])).toEqual({ TableNames: [] });
  });

  it('makes a token that the cluster takes, once its STS is not another host', async () => {
    const { AWS_ENDPOINT_URL_STS: host, ...env } = sandbox.env;
    expect(host).toBeDefined();
    const made = (await aws(['eks', 'get-token', '--cluster-name', CLUSTER.name], env)) as {
      status: { token: string };
    };
    const connection = await connectionOf(sandbox, CLUSTER);
    expect((await call(connection, { ...WHO_AM_I, token: made.status.token })).status).toBe(201);
  });
});
