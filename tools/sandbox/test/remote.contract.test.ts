import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeFleet, spawnSandbox } from '../src/index.ts';
import { ADMIN, AWS_AUTH, CLUSTER, LETS_ADMIN_IN } from './fixture.ts';
import { call, connectionOf } from './kubernetes-client.ts';
import { mintToken } from './mint-token.ts';

const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/payments-prod';

describe('a sandbox in a process of its own', () => {
  it('has the same door', async () => {
    const options = { address: '127.0.0.2', dynamodb: false, principals: [{ arn: ADMIN }] };
    await using sandbox = await spawnSandbox({
      ...options,
      clusters: [{ ...CLUSTER, awsAuth: LETS_ADMIN_IN }],
    });
    const connection = await connectionOf(sandbox, CLUSTER);
    expect(connection.endpoint).toContain('https://127.0.0.2:');
    const token = await mintToken({
      keys: sandbox.caller,
      cluster: CLUSTER.name,
      region: CLUSTER.region,
      signedAt: new Date(),
    });
    const patch = {
      path: AWS_AUTH,
      method: 'PATCH',
      body: { data: { a: 'b' } },
      type: 'application/merge-patch+json',
      token,
    };
    expect((await call(connection, patch)).status).toBe(200);
    const door = sandbox.cluster(ARN);
    expect(await door.writes()).toBe(1);
    expect(await door.awsAuth()).toEqual({ ...LETS_ADMIN_IN, a: 'b' });
    expect(await door.calls()).toEqual({ 'eks:DescribeCluster': 1, 'k8s:patch configmaps': 1 });
    await door.setAwsAuth(null);
    expect(await door.awsAuth()).toBeUndefined();
    await door.setFaults({ throttled: 1 });
    expect((await call(connection, patch)).status).toBe(429);
    await sandbox.addCluster({ ...CLUSTER, name: 'second' });
    expect(await sandbox.clusterArns()).toEqual([ARN, ARN.replace('payments-prod', 'second')]);
    expect(await sandbox.credentialsOf(ADMIN)).toEqual(sandbox.caller);
    await expect(sandbox.cluster('arn:none').awsAuth()).rejects.toThrow(
      'the sandbox has no cluster arn:none',
    );
  });

  it('ends when it is told to', async () => {
    const sandbox = await spawnSandbox({ dynamodb: false });
    await sandbox.stop();
    await sandbox.stop();
    expect(() => process.kill(sandbox.pid, 0)).toThrow('ESRCH');
  });

  it('says so when it cannot start', async () => {
    const broken = spawnSandbox({ dynamodb: false, principals: [{ arn: 'nobody' }] });
    await expect(broken).rejects.toThrow('ended before it was up, with exit code 1');
  });

  it('started by hand, says how to reach it, and ends with its input', async () => {
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const running = promisify(execFile)(process.execPath, [
      main,
      '--clusters',
      '20',
      '--regions',
      'cn-north-1',
    ]);
    running.child.stdin?.end();
    const announced = JSON.parse((await running).stdout) as { caller: { arn: string } };
    expect(announced).toMatchObject({
      clusters: 20,
      env: { AWS_REGION: 'cn-north-1' },
      control: { url: expect.any(String) as string },
    });
    expect(announced.caller.arn).toBe(makeFleet({ clusters: 1, regions: ['cn-north-1'] }).caller);
  });
});
