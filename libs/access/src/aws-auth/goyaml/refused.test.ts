import { describe, expect, it } from 'vitest';
import { decodeYaml, parseYaml, YamlError } from './index.ts';

function problem(text: string): string {
  try {
    const { root } = parseYaml(text);
    if (root !== undefined) decodeYaml(root);
    return '';
  } catch (error) {
    if (error instanceof YamlError) return `${error.mark.line + 1}:${error.mark.column + 1} ${error.message}`;
    throw error;
  }
}

describe('what goyaml fails on', () => {
  it.each([
    ['a: b: c\n', '1:5'],
    ['a\nb: c\n', '2:2'],
    ['- a\nb: c\n', '2:1'],
    ['a: b\n- c\n', '2:1'],
    ['a: - b\n', '1:4'],
    ['a: "b" c\n', '1:8'],
    ['\t- a\n', '1:1'],
    ['- a\n\tb\n', '2:1'],
    ['- |\n\ta\n', '2:1'],
    ['- |x\n', '1:3'],
    ['|0\n a\n', '1:2'],
    ['[a\n', '2:1'],
    ['{a: b\n', '2:1'],
    ['a: {\n', '2:1'],
    ['[a, , b]\n', '1:5'],
    ['[a?b]\n', '1:3'],
    ['"a\n', '1:1'],
    ["- 'a\n---\n'", '1:3'],
    ['"\\/"\n', '1:2'],
    ['"\\ud83d"\n', '1:2'],
    ['"\\x4"\n', '1:1'],
    ['- @a\n', '1:3'],
    ['- `a`\n', '1:3'],
    ['- %a\n', '1:3'],
    ['*a\n', '1:1'],
    ['- &a [*a]\n', '1:7'],
    ['- & a\n', '1:3'],
    ['- !a!b c\n', '1:3'],
    ['{{a}}: b\n', '1:2'],
    ['[a]: b\n', '1:1'],
    ['~: a\n', '1:1'],
    ['- .inf\n', '1:3'],
    ['- <<: a\n', '1:7'],
    ['ok\n\na\u0007\n', '3:2'],
    ['a\ufeff', '1:2'],
  ])('%j, at %s', (text, place) => expect(problem(text)).toMatch(new RegExp(`^${place} `)));

  it('a key behind which the colon comes after more than 1024 letters', () => {
    expect(problem(`${'a'.repeat(1024)}: b\n`)).toBe('');
    expect(problem(`${'a'.repeat(1025)}: b\n`)).not.toBe('');
  });

  it('aliases that make nearly all of the text', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      const [name, before] = ['abcdefghi'.charAt(level), 'abcdefghi'.charAt(level - 1)];
      bomb.push(`${name}: &${name} [${Array<string>(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(problem(bomb.join('\n'))).toMatch(/aliases/);
  });
});

describe('what is refused though goyaml reads it', () => {
  it.each([
    ['%YAML 1.1\n---\na\n', /directive/],
    ['- !!int 5\n', /!!int/],
    ['- !!binary YQ==\n', /!!binary/],
    ['- !a%20b c\n', /tag/],
    ['['.repeat(200) + ']'.repeat(200), /nested/],
  ])('%j', (text, why) => expect(problem(text)).toMatch(why));
});
