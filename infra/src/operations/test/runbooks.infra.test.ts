import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../runbook-alarm.ts';
import { alarmsOf, controlPlane } from './control-plane.ts';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string) => readFileSync(pathOf(path), 'utf8');
const RUNBOOKS = '../../../runbooks/';
const pages = readdirSync(pathOf(RUNBOOKS)).filter((name) => name.endsWith('.md'));

/** Each alarm's part of the page: heading and text. */
const parts = read(`${RUNBOOKS}alarms.md`).split(/^### /m).slice(1);
const anchors = parts.map((part) => anchorOf(part.slice(0, part.indexOf('\n'))));

describe('alarms.md', () => {
  it('has a heading for each alarm, and an alarm for each heading', () => {
    const alarmed = alarmsOf(controlPlane()).map(
      ({ AlarmDescription }) => /#([a-z-]+)$/.exec(AlarmDescription)?.[1],
    );
    expect([...new Set(alarmed)].sort()).toEqual([...anchors].sort());
  });

  it.each(anchors)('says of %s what it means, how to look, how to end it, whom to wake', (anchor) => {
    const part = parts[anchors.indexOf(anchor)];
    for (const word of ['**Means**', '**Look**', '**End it**', '**Wake somebody**']) {
      expect(part).toContain(word);
    }
  });
});

// The list is read as text: infra may not import the CLI.
const known = [
  ...read('../../../../apps/cli/src/command-list.ts').matchAll(/^ {2}'?([a-z][a-z ]*?)'?: \{$/gm),
].map(([, name = '']) => name);

/** Every `roster …` in code: a line of a block, or inline. */
function commandsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/(?:`|^ *)(?:npx )?roster ((?:[a-z]+ ?)+)/gm)].map(([, words = '']) =>
    words.trim(),
  );
}

/** Whether the words begin with a command; one that has others below it may stand for its usual one (`roster runs`). */
function isKnown(words: string): boolean {
  const [first = '', second = ''] = words.split(' ');
  const parent = second === '' && known.some((name) => name.startsWith(`${first} `));
  return known.includes(first) || known.includes(`${first} ${second}`) || parent;
}

describe.each(pages)('%s', (page) => {
  it('names only commands that there are', () => {
    expect(known).toContain('catalog rollback');
    expect(commandsIn(read(RUNBOOKS + page)).filter((words) => !isKnown(words))).toEqual([]);
  });

  it('links only to what there is', () => {
    const links = [...read(RUNBOOKS + page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
    expect(links.filter((link) => !existsSync(pathOf(RUNBOOKS + link)))).toEqual([]);
  });
});
