import { describe, expect, it } from 'vitest';
import {
  arnOf,
  clustersFile,
  DEV,
  grantsFile,
  OPS,
  OPS_GRANT,
  OPS_ROW,
  READ,
  BASE,
  startClusters,
} from './fleet.ts';
import { together, user } from './harness.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };
const IN_FLEET = ['-f', 'fleet'];

async function one(faults = {}) {
  const sandbox = await startClusters([{ name: 'one', awsAuth: { mapRoles: BASE + OPS_ROW }, faults }]);
  const ann = await user({ sandbox, files: FILES });
  return together(sandbox, ann);
}

describe('roster why', () => {
  it('0: gets in, as whom', async () => {
    await using made = await one();
    expect(await made.ann.run('why', OPS, 'one', ...IN_FLEET)).toMatchObject({ code: 0 });
    expect(await made.ann.json('why', OPS, 'one', ...IN_FLEET)).toMatchObject({
      ...{ principal: OPS, cluster: arnOf('one'), getsIn: true },
      ...{ username: 'ops', groups: ['operators'], by: 'row' },
    });
  });

  it('1: does not get in', async () => {
    await using made = await one();
    const ran = await made.ann.run('why', DEV, 'one', ...IN_FLEET);
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.stdout).toContain('does not get in');
  });

  it('3: the cluster cannot be asked', async () => {
    await using made = await one({ unreachable: true });
    const ran = await made.ann.run('why', OPS, 'one', ...IN_FLEET);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain(arnOf('one'));
  });
});

it('lists pods by prefix, and a daemonset with its counts', async () => {
  await using made = await one();
  const named = ['--cluster', 'one', ...IN_FLEET];
  const pods = await made.ann.json('pods', ...named, '-n', 'kube-system', '--prefix', 'coredns-');
  expect(pods).toMatchObject([{ phase: 'Running' }, { phase: 'Running' }]);
  expect(await made.ann.json('daemonset', 'aws-node', ...named)).toMatchObject({
    ...{ namespace: 'kube-system', name: 'aws-node' },
    ...{ desired: 3, ready: 3, nodeSelector: {} },
  });
  expect(await made.ann.run('daemonset', 'nowhere', ...named)).toMatchObject({ code: 2 });
});

it('lists the pods of all namespaces, with namespace, node and IP', async () => {
  await using made = await one();
  const named = ['pods', '--cluster', 'one', ...IN_FLEET];
  const all = await made.ann.json(...named, '-A');
  const [pod] = all as readonly object[];
  expect(pod).toMatchObject({ namespace: 'kube-system', name: expect.stringMatching(/^coredns-/) as string });
  expect(pod).toMatchObject({ node: expect.stringMatching(/^ip-10-0/) as string, ip: '10.1.0.0' });
  const { stdout } = await made.ann.run(...named, '-A');
  expect(stdout).toMatch(
    /^namespace +pod +ready +phase +node +ip *\nkube-system +coredns-\S+ +1\/1 +Running +ip-10-0\S+ +10\.1\.0\.0\n/,
  );
  expect(await made.ann.run(...named, '-A', '--prefix', 'x')).toMatchObject({
    code: 0,
    stdout: 'no such pod in any namespace\n',
  });
});

it('says which right is missing to list the pods of all namespaces', async () => {
  const bindings = [{ group: 'operators', verbs: ['list'], resources: ['pods'], namespace: 'shop' }];
  await using sandbox = await startClusters(
    [{ name: 'one', awsAuth: { mapRoles: BASE + OPS_ROW }, bindings }],
    { principals: [{ arn: OPS }] },
  );
  await using ann = await user({ sandbox });
  const named = ['pods', '--cluster', 'one', '--region', 'eu-west-1', '--role', OPS];
  expect(await ann.run(...named, '-n', 'shop')).toMatchObject({ code: 0 });
  const ran = await ann.run(...named, '-A');
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toMatch(
    /: list pods over all namespaces: .* \(HTTP 403, .*\. A ClusterRole has to allow that\./,
  );
  expect(ran.stderr).toContain('infra/rbac/read.yaml; with another role, name a namespace with -n');
});

it.each([
  [['-n', ''], '--namespace is empty'],
  [['-n', 'A'], '"A" is no name of a namespace'],
  [['-A', '-n', 'shop'], 'leave one of the two out'],
])('pods refuses %j', async (args, why) => {
  await using ann = await user();
  const ran = await ann.run('pods', '--cluster', 'one', '--region', 'eu-west-1', ...args);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain(why);
});

describe('an error with -o json', () => {
  it('is a value on stdout, and a sentence on stderr', async () => {
    await using made = await one();
    const named = ['--cluster', 'one', ...IN_FLEET];
    const message = 'there is no daemonset kube-system/nosuch';
    for (const json of [['-o', 'json'], ['-ojson'], ['--output', 'json'], ['--output=json']]) {
      const ran = await made.ann.run('daemonset', 'nosuch', ...named, ...json);
      expect(ran).toMatchObject({ code: 2, stderr: `roster: ${message}\n` });
      expect(JSON.parse(ran.stdout)).toEqual({ error: { message, exit: 2 } });
    }
    expect(await made.ann.run('daemonset', 'nosuch', ...named)).toMatchObject({ code: 2, stdout: '' });
  });

  it('is one also where an option cannot be meant, or a cluster cannot be reached', async () => {
    await using made = await one({ unreachable: true });
    expect(await made.ann.json('pods', '--cluster', '', ...IN_FLEET)).toMatchObject({ error: { exit: 2 } });
    expect(await made.ann.json('pods', '--cluster', 'one', ...IN_FLEET)).toMatchObject({
      error: { exit: 3 },
    });
  });
});

const SLIP = `--region is us-east-1, and ${arnOf('one')} is in eu-west-1`;

it.each([
  ['pods', '--cluster', arnOf('one')],
  ['daemonset', 'aws-node', '--cluster', arnOf('one')],
  ['kubeconfig', '--cluster', arnOf('one')],
  ['why', OPS, arnOf('one')],
])('%s: an ARN and its Region name one cluster; another Region is a slip', async (...named) => {
  await using made = await one();
  const ran = (region: string) => made.ann.run(...named, '--role', READ, '--region', region);
  expect(await ran('eu-west-1')).toMatchObject({ code: 0 });
  const slip = await ran('us-east-1');
  expect(slip).toMatchObject({ code: 2, stdout: '' });
  expect(slip.stderr).toContain(SLIP);
});

it.each(['plan', 'apply', 'verify', 'bootstrap'])('%s refuses an ARN of another Region', async (verb) => {
  await using made = await one();
  const files = verb === 'apply' ? [] : IN_FLEET;
  const slip = await made.ann.run(verb, '--cluster', arnOf('one'), '--region', 'us-east-1', ...files);
  expect(slip).toMatchObject({ code: 2, stdout: '' });
  expect(slip.stderr).toContain(SLIP);
});

it('a name that two clusters have is refused by plan, why, hold and kubeconfig, with the ARNs', async () => {
  await using made = await one();
  const twice = clustersFile('one').replace(
    '  - {',
    '  - { name: one, account: "444455556666", region: eu-west-1 }\n  - {',
  );
  await made.ann.write('fleet/clusters.yaml', twice);
  await made.ann.run('catalog', 'push', 'fleet');
  const slips = [
    ['plan', '--cluster', 'one'],
    ['apply', '--cluster', 'one'],
    ['plan', '--cluster', 'one', '-f', 'fleet'],
    ['why', OPS, 'one'],
    ['hold', 'one', '--reason', 'audit'],
    ['kubeconfig', '--cluster', 'one'],
    ['bootstrap', '--cluster', 'one'],
  ];
  for (const argv of slips) {
    const ran = await made.ann.run(...argv);
    expect({ argv, ...ran }).toMatchObject({ argv, code: 2, stdout: '' });
    expect(ran.stderr).toContain(`2 clusters are named one: give the ARN`);
    expect(ran.stderr).toContain(arnOf('one'));
  }
  expect(await made.ann.run('plan', '--cluster', arnOf('one'))).toMatchObject({ code: 0 });
});
