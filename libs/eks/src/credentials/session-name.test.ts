import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionName } from './session-name.ts';

const run = '20261101T120000Z-a1b2';

describe('sessionName', () => {
  it('holds the id of the run where it writes, or may', () => {
    expect(sessionName({ run, as: 'write' }, 'apply')).toBe(`roster-${run}`);
    expect(sessionName({ run }, 'cli')).toBe(`roster-${run}`);
  });

  it('holds the worker where it only looks, whatever the run', () => {
    expect(sessionName({ run, as: 'read' }, 'token')).toBe('roster-token');
  });

  it('is one that AssumeRole accepts, whatever the id', () => {
    fc.assert(fc.property(fc.string(), (id) => /^[\w+=,.@-]{2,64}$/.test(sessionName({ run: id }, 'cli'))));
  });
});
