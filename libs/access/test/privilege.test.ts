import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalKey, readAwsAuth, type Reading } from '../src/index.ts';
import {
  goLogins,
  hasPrivilegedName,
  hostileSessions,
  privilegeCase,
  strangersOf,
  writtenFor,
  type PrivilegeCase,
} from '../src/testing/index.ts';

// ROSTER_PRIVILEGE_CASES tries more than the lane does, ROSTER_SEED others.
const CASES = Number(process.env['ROSTER_PRIVILEGE_CASES'] ?? 20_000);
const SEED = Number(process.env['ROSTER_SEED'] ?? 20_261_130);

/** Who has become privileged though his account is not trusted: principal, session, and as what. */
function promotedBy(tried: PrivilegeCase, before: Reading, after: Reading): readonly string[] {
  const { strangers, privilegedGroups } = strangersOf(tried, after);
  return strangers.flatMap(({ arn, account, kind }) => {
    const sessions = kind !== 'role' ? [''] : hasTemplates(arn, before, after) ? hostileSessions : ['ann'];
    return sessions.flatMap((sessionName) => {
      const identity = {
        canonicalArn: arn,
        accountId: account,
        sessionName,
        accessKeyId: 'ASIAEXAMPLE00000AAAA',
      };
      const isPrivileged = (reading: Reading) =>
        goLogins(reading, identity).find((login) => hasPrivilegedName(login, privilegedGroups));
      const login = isPrivileged(after);
      if (login === undefined || isPrivileged(before) !== undefined) return [];
      return [`${arn}, session "${sessionName}": ${JSON.stringify(login)}`];
    });
  });
}

/** Whether it matters at all how a session of that principal is named. */
function hasTemplates(arn: string, ...readings: readonly Reading[]): boolean {
  const rows = readings.flatMap(({ roles, users }) => [...roles, ...users]);
  return JSON.stringify(rows.filter(({ principal }) => principal === principalKey(arn))).includes('{{');
}

describe('no write of ours', () => {
  it(`makes somebody of an account that is not trusted privileged (seed ${String(SEED)})`, () => {
    const counts = { written: 0, refused: 0 };
    fc.assert(
      fc.property(privilegeCase, (tried) => {
        const before = readAwsAuth(tried.data);
        const written = writtenFor(tried, before);
        counts[written === tried.data ? 'refused' : 'written'] += 1;
        if (written === tried.data) return;
        expect(promotedBy(tried, before, readAwsAuth(written))).toEqual([]);
      }),
      { numRuns: CASES, seed: SEED },
    );
    console.log(`${String(counts.written)} documents written, ${String(counts.refused)} left as they were`);
    expect(counts.written).toBeGreaterThan(CASES / 10);
  }, 600_000);
});
