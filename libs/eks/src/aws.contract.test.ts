import { inspect } from 'node:util';
import { startSandbox } from '@roster/sandbox';
import { describe, expect, it } from 'vitest';
import { serve, type Heard } from '../test/loopback.ts';
import { connectAws } from './aws.ts';
import { callerIdentity } from './discovery.ts';
import type { RoleVisit } from './visit.ts';

const clock = () => new Date();
const role = 'arn:aws:iam::111122223333:role/RosterRead';
const caller = 'arn:aws:iam::999999999999:user/roster';
const visit = { role, region: 'eu-west-1', run: '20261101T120000Z-a1' };

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIA',
  AWS_SECRET_ACCESS_KEY: 'the-secret-key',
  AWS_SESSION_TOKEN: 'the-session',
};

describe('credentials', () => {
  it('are assumed once for 50 visits at once, in several Regions', async () => {
    await using sandbox = await startSandbox({ caller, principals: [{ arn: role }], dynamodb: false });
    const aws = connectAws({ env: sandbox.env, clock });
    const regions = ['eu-west-1', 'us-east-1'];
    const visits = Array.from({ length: 50 }, (_, i) => ({ ...visit, region: regions[i % 2] ?? '' }));
    const all = await Promise.all(visits.map((each) => aws.credentials(each)));
    expect(new Set(all.map((each) => each.accessKeyId)).size).toBe(1);
    expect(sandbox.calls()['sts:AssumeRole']).toBe(1);
  });

  it('of a role that only looks are assumed once for all runs of a process, and writing ones once a run', async () => {
    await using sandbox = await startSandbox({ caller, principals: [{ arn: role }], dynamodb: false });
    const aws = connectAws({ env: sandbox.env, clock, worker: 'token' });
    for (const run of ['r1', 'r2']) await aws.credentials({ ...visit, run, as: 'read' });
    expect(sandbox.calls()['sts:AssumeRole']).toBe(1);
    for (const run of ['r1', 'r2']) await aws.credentials({ ...visit, run, as: 'write' });
    expect(sandbox.calls()['sts:AssumeRole']).toBe(3);
    const arnOf = async (as: 'read' | 'write') =>
      (await callerIdentity(aws, { ...visit, run: 'r2', as })).arn;
    expect(await arnOf('read')).toMatch(/RosterRead\/roster-token$/);
    expect(await arnOf('write')).toMatch(/RosterRead\/roster-r2$/);
  });

  it('are of a session that is named for the run', async () => {
    await using sandbox = await startSandbox({ caller, principals: [{ arn: role }], dynamodb: false });
    const { arn } = await callerIdentity(connectAws({ env: sandbox.env, clock }), visit);
    expect(arn).toBe('arn:aws:sts::111122223333:assumed-role/RosterRead/roster-20261101T120000Z-a1');
  });

  it('are the caller’s own without a role', async () => {
    await using sandbox = await startSandbox({ caller, dynamodb: false });
    const aws = connectAws({ env: sandbox.env, clock });
    const own = await callerIdentity(aws, { region: 'eu-west-1', run: 'r1' });
    expect(own).toEqual({ arn: caller, account: '999999999999' });
  });
});

describe('AssumeRole', () => {
  const heardFor = async (env: Record<string, string>, by: RoleVisit = visit): Promise<Heard> => {
    let heard: Heard | undefined;
    await using sts = await serve((each, response) => {
      heard = each;
      response.writeHead(403).end();
    });
    const endpoint = { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${sts.port}`, AWS_CONFIG_FILE: '/dev/null' };
    const aws = connectAws({ env: { ...KEYS, ...endpoint, ...env }, clock });
    await expect(aws.credentials(by)).rejects.toMatchObject({ name: 'DeniedFault' });
    if (heard === undefined) throw new Error('nothing was asked');
    return heard;
  };

  it('goes to STS in the caller’s own Region, with the run in the user agent', async () => {
    const { headers, body } = await heardFor({ AWS_REGION: 'ap-south-1' });
    expect(headers.authorization).toContain('/ap-south-1/sts/aws4_request');
    expect(headers['user-agent']).toContain('roster/20261101T120000Z-a1');
    expect(new URLSearchParams(body).get('RoleSessionName')).toBe('roster-20261101T120000Z-a1');
  });

  it.each([
    ['the cluster’s Region', 'us-gov-east-1', 'us-gov-east-1'],
    ['one that every account of the partition has', 'eu-west-1', 'us-gov-west-1'],
  ])('goes to %s where the caller’s own is of another partition', async (_, region, expected) => {
    const gov = { ...visit, region, role: 'arn:aws-us-gov:iam::111122223333:role/RosterRead' };
    const { headers } = await heardFor({ AWS_REGION: 'us-east-1' }, gov);
    expect(headers.authorization).toContain(`/${expected}/sts/aws4_request`);
  });

  it('goes to the cluster’s Region where the caller has none', async () => {
    expect((await heardFor({})).headers.authorization).toContain('/eu-west-1/sts/aws4_request');
  });
});

describe('a fault', () => {
  it('holds no secret, though the answer repeats what was sent', async () => {
    await using sts = await serve(({ headers, body }, response) => {
      response.writeHead(403, { 'x-amzn-requestid': 'r-1', echo: headers.authorization });
      response.end(`<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${body} the-session
        ${headers.authorization ?? ''} the-secret-key</Message></Error></ErrorResponse>`);
    });
    const env = { ...KEYS, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: `http://127.0.0.1:${sts.port}` };
    const fault: unknown = await connectAws({ env, clock })
      .credentials(visit)
      .catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'CredentialsFault' });
    const printed = inspect(fault, { depth: 20, showHidden: true });
    expect(printed).toContain('SignatureDoesNotMatch');
    for (const secret of ['the-session', 'the-secret-key', 'Credential='])
      expect(printed).not.toContain(secret);
  });
});
