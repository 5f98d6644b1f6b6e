import { describe, expect, it } from 'vitest';
import { keepLatest } from './keep-latest.ts';

describe('keepLatest', () => {
  it('makes a value once, and again when others were used since', () => {
    const made: string[] = [];
    const get = keepLatest(2, (key) => (made.push(key), { key }));
    const a = get('a');
    get('b');
    expect(get('a')).toBe(a);
    get('c');
    expect(get('a')).toBe(a);
    get('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});
