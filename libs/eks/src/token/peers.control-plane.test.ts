import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEERS } from '../../test/token/peers.ts';
import { realWorld } from '../../test/token/real-world.ts';
import { startRig, type TokenRig } from '../../test/token/rig.ts';
import { sandboxWorld } from '../../test/token/sandbox-world.ts';
import type { Credentials } from './credentials.ts';
import { execCredential, mintToken } from './index.ts';

const ROLE: Credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3+JpZ2/luX2VjE=='.repeat(20),
};
const USER: Credentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
};
const REGIONS = [
  ...['eu-west-1', 'us-east-1', 'ap-southeast-2', 'us-gov-west-1', 'cn-north-1', 'us-iso-east-1'],
  ...['us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1'],
];
const v = (version: string) => ({
  apiVersion: `client.authentication.k8s.io/${version}`,
  kind: 'ExecCredential',
});

/** A token taken apart, in an order of its own; with the signature, which follows from all the rest and the keys. */
function takenApart(token: string) {
  const url = new URL(Buffer.from(token.slice('k8s-aws-v1.'.length), 'base64url').toString());
  const { protocol, host, pathname, hash } = url;
  return { protocol, host, pathname, hash, query: [...url.searchParams].sort() };
}

/** When a token was signed. */
function signedAt(token: string): Date {
  const date = new Map(takenApart(token).query).get('X-Amz-Date') ?? '';
  return new Date(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

describe.each(PEERS)('%s', (_, peer) => {
  it.each([
    ...REGIONS.map((region) => [region, 'role', ROLE] as const),
    ['eu-west-1', 'user', USER],
    ['eu-west-1', 'user in a session', { ...USER, sessionToken: 'FwoGZXIvYXdzE/+='.repeat(30) }],
  ] as const)(
    'makes for %s the very token that we make of a %s in that second',
    async (region, _who, keys) => {
      const { status } = await peer({ keys, region, cluster: 'payments-prod' });
      const at = signedAt(status.token);
      const ours = await mintToken({ credentials: keys, region, clusterId: 'payments-prod', signedAt: at });
      expect(takenApart(ours.reveal())).toEqual(takenApart(status.token));
    },
  );

  it.each([
    [undefined, v('v1beta1')],
    [JSON.stringify({ ...v('v1beta1'), spec: { interactive: false } }), v('v1beta1')],
    [JSON.stringify({ ...v('v1'), spec: { interactive: false } }), v('v1')],
  ])('answers to %s as we do', async (execInfo, version) => {
    const order = { keys: ROLE, region: 'eu-west-1', cluster: 'payments-prod' };
    const theirs = await peer({ ...order, ...(execInfo === undefined ? {} : { execInfo }) });
    const at = signedAt(theirs.status.token);
    const token = await mintToken({
      credentials: ROLE,
      region: 'eu-west-1',
      clusterId: 'payments-prod',
      signedAt: at,
    });
    const ours = execCredential(token, execInfo);
    expect(theirs).toMatchObject(version);
    expect(ours).toMatchObject(version);
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    expect(Object.keys(ours.status).sort()).toEqual(Object.keys(theirs.status).sort());
    expect(theirs.status.expirationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(ours.status.expirationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    // They look at the clock once to sign and once to say when it ends.
    const late = Date.parse(theirs.status.expirationTimestamp) - Date.parse(ours.status.expirationTimestamp);
    expect([0, 1000, 2000]).toContain(late);
  });
});

describe.each([
  ['the sandbox', sandboxWorld],
  ['a real cluster', realWorld],
] as const)('a token of theirs, shown to %s', (_, start) => {
  let rig: TokenRig & AsyncDisposable;
  beforeAll(async () => {
    rig = await startRig(start);
  });
  afterAll(() => rig[Symbol.asyncDispose]());

  it.each(PEERS)('of %s gets in, of a role and of a user', async (_name, peer) => {
    const { world, place, judge, role, user } = rig;
    for (const [principal, username] of [
      [role, 'admin'],
      [user, 'vera'],
    ] as const) {
      const keys = world.sandbox.credentialsOf(principal);
      const { status } = await peer({ keys, region: place.region, cluster: place.name });
      expect(await judge(status.token)).toMatchObject({ status: 201, username });
    }
  });
});
