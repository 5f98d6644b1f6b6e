import { emulated } from '@roster/deployment/testing';
import { startLocalAws } from '@roster/local-aws';
import { expect, it } from 'vitest';
import type { Finding } from '../src/doctor/finding.ts';
import { ACCOUNT, arnOf, clustersFile, grantsFile, OPS_GRANT, READ, REGION, startClusters } from './fleet.ts';
import { user } from './harness.ts';
import { begin } from './process.ts';

// On tables that stood before it, as after a destroy.
const PLACE = { prefix: 'second', tables: 'roster', region: REGION, account: ACCOUNT };

it('finds, on the local AWS, a missing table, a role that does not trust us, a stopped schedule, and a cluster out of reach', async () => {
  await using sandbox = await startClusters([{ name: 'one' }, { name: 'two' }], { dynamodb: false });
  await using aws = await startLocalAws({ account: ACCOUNT, region: REGION });
  const endpoints = {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ENDPOINT_URL_EKS: sandbox.env['AWS_ENDPOINT_URL_EKS'] ?? '',
    AWS_ENDPOINT_URL_STS: sandbox.env['AWS_ENDPOINT_URL_STS'] ?? '',
  };
  const env: Readonly<Record<string, string>> = {
    ...sandbox.env,
    ...endpoints,
    ROSTER_STORE: `dynamodb:${REGION}/${PLACE.tables}`,
    ROSTER_DEPLOYMENT: PLACE.prefix,
  };
  const files = {
    'fleet/clusters.yaml': clustersFile('one', 'two'),
    'fleet/grants.yaml': grantsFile(OPS_GRANT),
  };
  await using ann = await user({ files });
  const roster = (...argv: readonly string[]) => begin(argv, { folder: ann.folder, env }).ended;
  const failures = async (...argv: readonly string[]) => {
    const { code, stdout } = await roster('doctor', '-o', 'json', ...argv);
    const all = JSON.parse(stdout) as readonly Finding[];
    const failed = all.filter(({ state }) => state === 'failed');
    expect(failed.every(({ remedy }) => remedy !== '')).toBe(true);
    return { code, failed: failed.map(({ check, about }) => [check, about]) };
  };

  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const cloud = emulated({ endpoint: aws.endpoint, place: PLACE, credentials });
  await cloud.deploy({
    machines: ['plan', 'apply'],
    schedules: [{ machine: 'plan' }, { machine: 'apply', enabled: false }],
    tables: ['catalog', 'journal'],
  });
  expect(await roster('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
  expect((await failures()).failed).toEqual([]);

  await cloud.turn('plan', false);
  await cloud.drop('journal');
  sandbox.cluster(arnOf('two')).setFaults({ unreachable: true });
  expect(await failures('--cluster', 'two')).toEqual({
    code: 3,
    failed: [
      ['tables', 'roster-journal'],
      ['schedules', 'second-plan'],
      ['cluster', `two (${ACCOUNT}, ${REGION})`],
    ],
  });
  sandbox.addPrincipal({ arn: READ, trusts: ['arn:aws:iam::999999999999:root'] });
  expect((await failures()).failed).toContainEqual(['roles', READ]);
});
