import { describe, expect, it } from 'vitest';
import type { RoleVisit } from '../visit.ts';
import { roleCredentials } from './role-credentials.ts';

const START = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;
const visit: RoleVisit = {
  role: 'arn:aws:iam::111122223333:role/RosterRead',
  run: 'r1',
  region: 'eu-west-1',
};

/** A role whose keys count up, and a clock that a test moves. */
function rig() {
  const state = { now: START, calls: 0, failing: 0 };
  const assume = async () => {
    state.calls += 1;
    const number = state.calls;
    await Promise.resolve();
    if (state.failing > 0) {
      state.failing -= 1;
      throw new Error('refused');
    }
    const expiration = new Date(state.now + HOUR);
    return { accessKeyId: `key-${number}`, secretAccessKey: 'secret', expiration };
  };
  return {
    state,
    credentials: roleCredentials({ assume, session: ({ run }) => run, clock: () => new Date(state.now) }),
  };
}

describe('roleCredentials', () => {
  it('makes one call for 50 callers at once', async () => {
    const { state, credentials } = rig();
    const all = await Promise.all(Array.from({ length: 50 }, () => credentials(visit)));
    expect(new Set(all.map((each) => each.accessKeyId))).toEqual(new Set(['key-1']));
    expect(state.calls).toBe(1);
  });

  it('shares a failure among those who asked at once, and forgets it', async () => {
    const { state, credentials } = rig();
    state.failing = 1;
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => credentials(visit)));
    expect(all.every((each) => each.status === 'rejected')).toBe(true);
    expect(state.calls).toBe(1);
    expect(await credentials(visit)).toMatchObject({ accessKeyId: 'key-2' });
  });

  it('renews 16 minutes before the end, so that a token never outlives its keys', async () => {
    const { state, credentials } = rig();
    await credentials(visit);
    state.now = START + 44 * MINUTE - 1;
    expect(await credentials(visit)).toMatchObject({ accessKeyId: 'key-1' });
    state.now = START + 44 * MINUTE;
    const renewed = await Promise.all([credentials(visit), credentials(visit)]);
    expect(renewed.map((each) => each.accessKeyId)).toEqual(['key-2', 'key-2']);
    expect(state.calls).toBe(2);
  });

  it('keeps roles and sessions apart, whatever the Region', async () => {
    const { state, credentials } = rig();
    await credentials(visit);
    expect(await credentials({ ...visit, region: 'us-east-1' })).toMatchObject({ accessKeyId: 'key-1' });
    await credentials({ ...visit, run: 'r2' });
    await credentials({ ...visit, role: 'arn:aws:iam::111122223333:role/RosterWrite' });
    expect(state.calls).toBe(3);
  });

  it('lets a renewal that fails be tried again by the next caller', async () => {
    const { state, credentials } = rig();
    await credentials(visit);
    state.now = START + HOUR;
    state.failing = 1;
    await expect(credentials(visit)).rejects.toThrow('refused');
    expect(await credentials(visit)).toMatchObject({ accessKeyId: 'key-3' });
  });
});
