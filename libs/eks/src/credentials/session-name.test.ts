import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionName } from './session-name.ts';

describe('sessionName', () => {
  it('holds the id of the run', () => {
    expect(sessionName('20261101T120000Z-a1b2')).toBe('roster-20261101T120000Z-a1b2');
  });

  it('is one that AssumeRole accepts, whatever the id', () => {
    fc.assert(fc.property(fc.string(), (run) => /^[\w+=,.@-]{2,64}$/.test(sessionName(run))));
  });
});
