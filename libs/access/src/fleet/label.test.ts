import { describe, expect, it } from 'vitest';
import { isLabelKey, isLabelValue } from './label.ts';

describe('the key of a label', () => {
  it.each(['env', 'a', 'team.name', 'App_2', 'example.com/ring', 'x'.repeat(63)])('can be %s', (key) =>
    expect(isLabelKey(key)).toBe(true),
  );

  it.each([
    '',
    '__proto__',
    'constructor',
    'prototype',
    'aws:cloudformation:stack-name',
    'a b',
    '-a',
    'a-',
    'a/b/c',
    '/a',
    'Example.com/ring',
    'x'.repeat(64),
    'env\n',
  ])('cannot be %j', (key) => expect(isLabelKey(key)).toBe(false));
});

describe('the value of a label', () => {
  it.each(['', 'prod', '1.30', 'x'.repeat(63)])('can be %j', (value) =>
    expect(isLabelValue(value)).toBe(true),
  );
  it.each(['a b', 'a=b', 'a,b', 'ann@example.com', 'x'.repeat(64), 'a\n'])('cannot be %j', (value) =>
    expect(isLabelValue(value)).toBe(false),
  );
});
