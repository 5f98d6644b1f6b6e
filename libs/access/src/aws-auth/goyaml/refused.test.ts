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
    ['a\udc80', '1:2'],
    ['- !!int x\n', '1:3'],
    ['- !!int 2024-01-02\n', '1:3'],
    ['- !!float 18446744073709551615\n', '1:3'],
    ['- !!bool "1"\n', '1:3'],
    ['- !!null x\n', '1:3'],
    ['- !!timestamp 2024-02-30\n', '1:3'],
    ['- !!binary YQ=\n', '1:3'],
    ['- !!\n', '1:5'],
    ['- !<> a\n', '1:5'],
    ['- !a%2 b\n', '1:5'],
    ['- !a%80 b\n', '1:8'],
    ['%YAML 1.2\n---\na\n', '1:1'],
    ['%YAML 1.1\n%YAML 1.1\n---\na\n', '2:1'],
    ['%TAG ! x\n%TAG ! x\n---\na\n', '2:1'],
    ['%YAML 1.1\na\n', '2:1'],
    ['%YAML 1.1 x\n---\na\n', '1:1'],
    ['%FOO\n---\na\n', '1:1'],
    ['%\n---\na\n', '1:1'],
    ['- a\n%YAML\n', '2:1'],
    ['18446744073709551615: a\n', '1:1'],
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
    ['['.repeat(1100) + ']'.repeat(1100), /nested/],
    ['\ufeff\ufeffa', /byte order mark/],
    ['a: b\n\ufeff\n', /byte order mark/],
    [`${'#'.repeat(510)}\n\ufeffa: b\nc: d\n`, /byte order mark/],
  ])('%j', (text, why) => expect(problem(text)).toMatch(why));
});

describe('what goyaml does not come to, and so cannot fail on', () => {
  const far = '#'.repeat(600);
  it.each([`- a\n---\n${far}\n\u0007\n`, `- a\n...\n${far}\n\udc80`])('%j', (text) =>
    expect(problem(text)).toBe(''),
  );

  it('but what stands near by, it does', () =>
    expect(problem('- a\n---\n\u0007\n')).toMatch(/^3:1 .*U\+0007/));
});
