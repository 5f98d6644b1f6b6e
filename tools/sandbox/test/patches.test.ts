import { describe, expect, it } from 'vitest';
import { jsonPatch } from '../src/kubernetes/json-patch.ts';
import { mergePatch, type Json } from '../src/kubernetes/merge-patch.ts';

describe('a merge patch', () => {
  // The test cases of RFC 7386, appendix A.
  it.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, merged) => {
    expect(mergePatch(target, patch)).toEqual(merged);
  });
});

describe('a JSON patch', () => {
  const target = { data: { a: 'x', 'b/c~d': 'y' } };

  it.each<[string, Json, Json]>([
    ['adds', [{ op: 'add', path: '/data/n', value: 'z' }], { data: { ...target.data, n: 'z' } }],
    ['replaces', [{ op: 'replace', path: '/data/a', value: 'z' }], { data: { ...target.data, a: 'z' } }],
    ['removes an escaped key', [{ op: 'remove', path: '/data/b~1c~0d' }], { data: { a: 'x' } }],
    ['moves', [{ op: 'move', from: '/data/a', path: '/data/n' }], { data: { 'b/c~d': 'y', n: 'x' } }],
    ['copies', [{ op: 'copy', from: '/data/a', path: '/data/n' }], { data: { ...target.data, n: 'x' } }],
    ['tests', [{ op: 'test', path: '/data/a', value: 'x' }], target],
    ['replaces the whole', [{ op: 'replace', path: '', value: {} }], {}],
  ])('%s', (_, patch, expected) => {
    expect(jsonPatch(target, patch)).toEqual(expected);
  });

  it.each<[number, Json]>([
    [422, [{ op: 'test', path: '/data/a', value: 'other' }]],
    [422, [{ op: 'test', path: '/data/none', value: 'x' }]],
    [422, [{ op: 'remove', path: '/data/none' }]],
    [422, [{ op: 'replace', path: '/none/deep', value: 'x' }]],
    [422, [{ op: 'add', path: '/none/deep', value: 'x' }]],
    [422, [{ op: 'add', path: 'data', value: 'x' }]],
    [422, [{ op: 'grow', path: '/data' }]],
    [400, [{ op: 1, path: '/data' }]],
    [400, ['add']],
    [400, { op: 'add', path: '/a' }],
  ])('is %i for %j', (code, patch) => {
    expect(() => jsonPatch(target, patch)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
