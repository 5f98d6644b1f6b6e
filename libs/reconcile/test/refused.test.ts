import type { Outcome } from '@roster/access';
import { describe, expect, it } from 'vitest';
import type { FakeCluster } from '../src/testing/index.ts';
import { bench, keyIn, nextVisit, ONE, RUN, visit, type Bench } from './bench.ts';
import { cluster, READ } from './fleet.ts';

/** The message of a run about cluster `one`. */
async function said({ journal }: Bench, run = RUN): Promise<string> {
  const found = await journal.readMessages(keyIn(run, 'apply'), [ONE.arn]);
  return found.get(ONE.arn)?.message ?? '';
}

const SECOND = '20261124T080100250Z-0002';
const THIRD = '20261124T080200250Z-0003';
const MINUTES = 60_000;
const ENTRY = { principalArn: READ, username: 'roster-read', groups: ['roster:read'] };

/** A cluster on which the run before came in, and then something happened to our way in. */
async function after(
  breaks: (door: FakeCluster) => unknown,
  mode: FakeCluster['authenticationMode'] = 'CONFIG_MAP',
) {
  const made = bench();
  made.door().authenticationMode = mode;
  if (mode !== 'CONFIG_MAP') made.door().accessEntries = [ENTRY];
  await visit(made);
  breaks(made.door());
  const { outcome } = await nextVisit(made, SECOND);
  return { outcome, message: await said(made, SECOND), made };
}

describe('a token that a cluster refuses', () => {
  it('without anything that ever let us in: noRow, with who, how and when', async () => {
    const made = bench();
    made.door().setAwsAuth({});
    const { outcome } = await visit(made);
    expect(outcome).toEqual({ kind: 'denied', reason: 'noRow' });
    const at = made.clock().toISOString();
    expect(await said(made)).toBe(
      `${ONE.arn}: did not accept the token of ${READ} (HTTP 401, at ${at}). As far as Roster knows, no row of aws-auth has ever let it in`,
    );
  });

  it.each<[string, (door: FakeCluster) => unknown]>([
    ['its row was removed', (door) => door.setAwsAuth({ mapRoles: '[]' })],
    ['aws-auth was deleted', (door) => door.setAwsAuth(null)],
    ['mapRoles cannot be read', (door) => door.setAwsAuth({ mapRoles: '- rolearn: [' })],
  ])(
    'where we were let in before, and %s: tokenRefused, since when, and what it may be',
    async (_, breaks) => {
      const { outcome, message } = await after(breaks);
      expect(outcome).toEqual({ kind: 'denied', reason: 'tokenRefused' });
      expect(message).toMatch(/It was let in at 2026-11-24T08:00:\d\d\.\d+Z \(changed\)/);
      for (const cause of ['aws-auth has no row for it', 'there is no aws-auth', 'mapRoles cannot be read'])
        expect(message).toContain(cause);
      expect(message).not.toContain('access entry');
    },
  );

  it('says it again in later runs', async () => {
    const { made } = await after((door) => door.setAwsAuth(null));
    const { outcome } = await nextVisit(made, THIRD);
    expect(outcome).toEqual({ kind: 'denied', reason: 'tokenRefused' });
    expect(await said(made, THIRD)).toMatch(/Its row stood at the last look\. Possible causes/);
  });

  it('in mode API with its entry in place: tokenRefused, for a role that was made again', async () => {
    const { outcome, message } = await after((door) => door.refused.add(READ), 'API');
    expect(outcome).toEqual({ kind: 'denied', reason: 'tokenRefused' });
    expect(message).toContain('Its access entry stands. An entry is bound to the unique id');
  });

  it.each<[FakeCluster['authenticationMode'], Outcome, string]>([
    ['API', { kind: 'denied', reason: 'noEntry' }, 'It has no access entry; it was let in at'],
    [
      'API_AND_CONFIG_MAP',
      { kind: 'denied', reason: 'tokenRefused' },
      'it has no access entry; aws-auth has no row',
    ],
  ])('in mode %s without its entry', async (mode, expected, text) => {
    const { outcome, message } = await after((door) => {
      door.accessEntries = [];
      door.setAwsAuth(null);
    }, mode);
    expect(outcome).toEqual(expected);
    expect(message).toContain(text);
  });

  it.each([
    [20, '20 minutes more'],
    [-20, '20 minutes less'],
  ])('by a cluster whose clock is %i minutes ahead: clock, where that is why', async (minutes, text) => {
    const made = bench();
    made.door().clockAheadMs = minutes * MINUTES;
    // STS judges what is dated ahead, and goes by its own clock.
    if (minutes < 0) made.door().refused.add(READ);
    const { outcome } = await visit(made);
    expect(outcome).toEqual({ kind: 'denied', reason: 'clock' });
    expect(await said(made)).toContain(text);
  });

  it.each([20, -20])(
    'by a machine that is %i minutes ahead, and has heard nothing of AWS’s time: clock',
    async (minutes) => {
      const made = bench();
      const off = () => new Date(made.clock().getTime() + minutes * MINUTES);
      const deps = { ...made.deps, signingClock: off };
      const { outcome } = await visit(Object.assign(Object.create(made) as Bench, { deps }));
      expect(outcome).toEqual({ kind: 'denied', reason: 'clock' });
    },
  );

  it('names the caller where the catalog has no roles', async () => {
    const made = bench('', { clusters: [cluster('one', { roles: {} })] });
    made.door().authenticationMode = 'API';
    const { outcome } = await visit(made);
    expect(outcome).toEqual({ kind: 'denied', reason: 'noEntry' });
    expect(await said(made)).toContain('the caller’s own credentials');
  });

  it('is one of a 401 alone: who is let in and may not is refused, by what the cluster says', async () => {
    const made = bench();
    made.door().bindings = [];
    const { outcome } = await visit(made);
    expect(outcome).toEqual({ kind: 'denied', reason: 'refused' });
    expect(await said(made)).toContain('may not');
  });
});
