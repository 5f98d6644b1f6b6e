import { afterEach, describe, expect, it } from 'vitest';
import { handler } from './handler.ts';

const progress = {
  run: 'r',
  mode: 'plan',
  wave: 0,
  step: 0,
  failures: 0,
  shards: [],
  concurrency: 1,
  next: 'step',
};

describe('the report worker', () => {
  afterEach(() => {
    delete process.env['ROSTER_JOURNAL_TABLE'];
  });

  it('names what its environment lacks', async () => {
    await expect(handler(progress)).rejects.toThrow(/ROSTER_JOURNAL_TABLE/);
  });

  it('refuses an input that no state sends', async () => {
    await expect(handler({ run: 'r' })).rejects.toMatchObject({ name: 'BadInputFault' });
  });
});
