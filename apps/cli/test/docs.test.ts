import { parseFleet } from '@roster/catalog';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, PARENTS, commandNamed } from '../src/command-list.ts';
import type { Command } from '../src/command.ts';

// What people copy out of runbooks and READMEs: commands and options that there are, and fleet files that a push takes.

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGES = globSync(['README.md', '{apps,infra,libs,tools}/**/*.md'], {
  cwd: ROOT,
  exclude: (name) => name.includes('node_modules'),
}).sort();

const commands = new Map<string, Command>();
for (const [name, { load }] of Object.entries(COMMANDS)) commands.set(name, await load());

const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

/** Lines of shell blocks, and spans of code, that call roster; what follows a #, a pipe or a ; is left out. */
function callsOf(text: string): readonly string[] {
  const lines = [...blocksOf(text, 'sh'), ...blocksOf(text, 'bash')].flatMap((block) =>
    block.replaceAll(/\\\n\s*/g, ' ').split('\n'),
  );
  const spans = [...text.replaceAll(/```[^]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, span = '']) => span,
  );
  return [...lines, ...spans].flatMap((line) => {
    const [, call] = /(?:^|\s|\()(?:npx )?roster ([^#|;>&)]*)/.exec(line) ?? [];
    return call === undefined || line.trim().startsWith('#') ? [] : [call.trim()];
  });
}

/** What is wrong with a call; undefined when it can be made, whatever stands in for values. */
function wrongWith(call: string): string | undefined {
  const words = call.replaceAll(/'[^']*'|"[^"]*"/g, 'VALUE').split(/\s+/);
  const [first = ''] = words;
  if (first === '' || !/^[a-z]/.test(first) || first === 'help') return undefined;
  const name = commandNamed(words);
  if (name === undefined) return Object.hasOwn(PARENTS, first) ? undefined : `there is no command ${first}`;
  const flags = Object.values(commands.get(name)?.options ?? {}).flatMap(
    ({ flags: one }) => one.match(/--?[\w-]+/g) ?? [],
  );
  const known = new Set([...flags, '-o', '--output', '-h', '--help']);
  const given = words.flatMap((word) => /^--?[a-z][\w-]*/.exec(word) ?? []);
  const unknown = given.find((flag) => !known.has(flag));
  return unknown === undefined ? undefined : `${name} has no option ${unknown}`;
}

describe('what the pages say can be typed', () => {
  it.each(PAGES)('%s', (page) => {
    const text = readFileSync(path.join(ROOT, page), 'utf8');
    const wrong = callsOf(text).flatMap((call) => {
      const why = wrongWith(call);
      return why === undefined ? [] : [`roster ${call}: ${why}`];
    });
    expect(wrong).toEqual([]);
    const fleets = blocksOf(text, 'yaml').filter((block) =>
      /^(?:apiVersion: roster\/|grants:|clusters:|ownership:|rollout:|denied:)/m.test(block),
    );
    for (const block of fleets) {
      const whole = /^apiVersion:/m.test(block) ? block : `apiVersion: roster/v1\n${block}`;
      const read = parseFleet([{ file: page, text: whole }], { now: new Date('2026-11-30T00:00:00Z') });
      expect('problems' in read ? read.problems : []).toEqual([]);
    }
  });

  it('is looked for where it stands', () => {
    const calls = PAGES.flatMap((page) => callsOf(readFileSync(path.join(ROOT, page), 'utf8')));
    expect(calls.length).toBeGreaterThan(60);
    expect(wrongWith('catalog push fleet --nope')).toBe('catalog push has no option --nope');
    expect(wrongWith('aply')).toBe('there is no command aply');
  });
});

it('every command is named in the README', () => {
  const readme = readFileSync(path.join(ROOT, 'apps/cli/README.md'), 'utf8');
  const missing = [...commands.keys()].filter((name) => !readme.includes(name.split(' ').at(-1) ?? name));
  expect(missing).toEqual([]);
});
