import type { ControlPlane } from '@roster/control-plane';
import { kubectl } from '@roster/control-plane/programs';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arnOf, BASE, grantsFile, OPS, OPS_GRANT, REGION } from './fleet.ts';
import { user } from './harness.ts';
import { checkedClusters, startRealClusters, tokenFor, whoIs } from './real-fleet.ts';

let real: ControlPlane;
beforeAll(async () => {
  real = await startRealClusters([{ name: 'one' }, { name: 'two' }]);
});
afterAll(() => real.stop());

const GRANTED = {
  'fleet/clusters.yaml': checkedClusters('one', 'two'),
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};

describe('a role that aws-auth does not map', () => {
  it('is refused; roster apply lets it in as its grant says; what someone added in between stays', async () => {
    await using ann = await user({ sandbox: real.sandbox, files: GRANTED });
    const one = real.cluster(arnOf('one'));
    expect(await whoIs(one, await tokenFor(ann, 'one', OPS))).toMatchObject({ status: 401 });
    const asOps = ['pods', '--cluster', 'one', '--region', REGION, '--role', OPS];
    expect(await ann.run(...asOps)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('401') as string,
    });

    expect(await ann.run('plan', '-f', 'fleet')).toMatchObject({ code: 1 });
    const added = `# by hand\n- rolearn: arn:aws:iam::999999999999:role/Audit # till May\n  username: 'audit'\n  groups: [ "auditors" ]\n`;
    await one.setAwsAuth({ mapRoles: BASE + added });
    expect(await ann.json('apply', '-f', 'fleet')).toMatchObject({ counts: { changed: 2 } });

    const { status, body } = await whoIs(one, await tokenFor(ann, 'one', OPS));
    const userInfo = { username: 'ops', groups: ['operators', 'system:authenticated'] };
    expect({ status, body }).toMatchObject({ status: 201, body: { status: { userInfo } } });
    expect((await one.awsAuth())?.['mapRoles']).toContain(BASE + added);
  });
});

describe('roster kubeconfig', () => {
  it.each([
    ['the read role of the catalog', ['-f', 'fleet']],
    ['a role that apply has let in', ['--region', REGION, '--role', OPS]],
  ])('lets the real kubectl list nodes, as %s', async (_as, how) => {
    await using ann = await user({ sandbox: real.sandbox, files: GRANTED });
    await ann.run('apply', '-f', 'fleet');
    expect(await ann.run('kubeconfig', '--cluster', 'two', ...how, '--use')).toMatchObject({ code: 0 });
    const env = { PATH: process.env['PATH'], HOME: ann.folder, ...real.env };
    const { stdout } = await promisify(execFile)(await kubectl(), ['get', 'nodes', '-o', 'name'], { env });
    expect(stdout.trim().split('\n')).toEqual(['node/a', 'node/b', 'node/c']);
  });
});
