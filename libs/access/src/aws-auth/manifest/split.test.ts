import { describe, expect, it } from 'vitest';
import { splitDocuments } from './split.ts';

const split = (file: string) =>
  splitDocuments(file).map((piece) => (piece.kind === 'yaml' ? piece.text : `${piece.kind} ${piece.offset}`));

// As k8s.io/apimachinery v0.34.1 decodes them (util/yaml, YAMLOrJSONDecoder).
describe('splitDocuments', () => {
  it.each([
    ['', []],
    ['a: b\n', ['a: b\n']],
    ['---\na: b\n---\nc: d', ['---\na: b\n', 'c: d']],
    ['a\n--- # c\n---   \nb\n', ['a\n', '---   \nb\n']],
    ['a\n---\n---\n---\nb\n', ['a\n', '---\n', 'b\n']],
    ['a\n--- b\nc\n', ['bad-separator 2', 'c\n']],
    ['a\n----\nb\n', ['bad-separator 2', 'b\n']],
    ['a\u2028---\nb\r---\n', ['a\u2028---\nb\r---\n']],
    [' ---\n', [' ---\n']],
  ])('YAML: %j', (file, pieces) => expect(split(file)).toEqual(pieces));

  it.each([
    ['{}', ['json 0']],
    [' \u00a0{a: b}', ['{a: b}']],
    [' \u00a0{}', ['bad-json 1']],
    ['{} 5 "a"', ['json 0', 'json 3', 'json 5']],
    ['{a: b}\n', ['{a: b}\n']],
    ['{}\n---\na: b\n', ['json 0', '---\na: b\n']],
    ['{} a: b', ['json 0', 'a: b']],
    ['{}{} a: b', ['json 0', 'json 2', 'bad-json 5']],
    ['{}\na', ['json 0', 'bad-json 3']],
    ['\ufeff{}', ['\ufeff{}']],
  ])('JSON, as long as it is: %j', (file, pieces) => expect(split(file)).toEqual(pieces));
});
