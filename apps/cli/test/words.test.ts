import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GUARDRAILS, isGood, OUTCOME_KINDS, type OutcomeKind } from '@roster/access';
import { FAULTS, REASONS } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { plain } from '../src/output/paint.ts';
import { adviceFor } from '../src/report/advice.ts';
import { outcomeWord, STANDINGS, standingText } from '../src/report/outcome-word.ts';

const root = path.join(import.meta.dirname, '../../..');
const reasons: Readonly<Record<string, readonly string[]>> = REASONS;
const outcomes = OUTCOME_KINDS.flatMap((kind) => reasons[kind]!.map((reason) => ({ kind, reason })));

const files = (patterns: readonly string[]): readonly string[] =>
  globSync(patterns, { cwd: root, exclude: (name) => /node_modules|^\.|\/\./.test(name) });
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('every outcome that there is', () => {
  it('has something to do for it, unless it is good', () => {
    const silent = outcomes.filter((outcome) => adviceFor(outcome) === '').map(({ kind }) => kind);
    expect(new Set(silent)).toEqual(new Set(['inSync', 'changed', 'healthy']));
    expect(adviceFor({ kind: 'pending' })).not.toBe('');
    const wrong = OUTCOME_KINDS.filter((kind) => !isGood(kind));
    for (const kind of wrong) expect(adviceFor({ kind, reason: 'constructor' })).toMatch(/^[a-z]/);
  });

  it('is printed as it stands in JSON', () => {
    for (const kind of STANDINGS) expect(outcomeWord(kind, plain)).toBe(kind);
    for (const { kind, reason } of outcomes) {
      expect(standingText({ kind, reason }, plain)).toBe(reason === '' ? kind : `${kind}: ${reason}`);
    }
  });
});

describe('every reason that the code gives', () => {
  it('by a guardrail', () => {
    expect(reasons['blocked']).toEqual(expect.arrayContaining(GUARDRAILS.map(({ name }) => name)));
  });

  it.each(Object.entries(FAULTS))('by %s', (_name, { outcome, reason }) => {
    expect(reasons[outcome]).toContain(reason);
    expect(REASONS.failed).toContain(reason);
  });

  it('in its sources', () => {
    const all = files(['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts']);
    const sources = all.filter((file) => !/\.test\.ts$|\/testing\//.test(file));
    const given = sources
      .map(textOf)
      .flatMap((text) => [
        ...Array.from(text.matchAll(/kind: '(\w+)',\s*reason: '([^']*)'/g), ([, kind, reason]) => [
          kind,
          reason,
        ]),
        ...Array.from(text.matchAll(/\brule: '([^']+)'/g), ([, rule]) => ['blocked', rule]),
      ]);
    expect(given.length).toBeGreaterThan(20);
    const unknown = given.filter(([kind = '', reason = '']) => reasons[kind]?.includes(reason) !== true);
    expect(unknown).toEqual([]);
  });
});

/** What a page may write in place of one reason. */
const ANY = ['RULE', '…', ''];

describe('the pages', () => {
  const pages = files(['**/*.md']);
  const spaced = (word: string): string => word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

  it.each(pages)('%s names outcomes and reasons that there are', (page) => {
    const spans = /`(\w+): ?([^`]*)`((?:,? (?:or |and )?`[\w-]+`)*)/g;
    const wrong = Array.from(textOf(page).matchAll(spans)).flatMap(
      ([, kind = '', reason = '', more = '']) => {
        if (!STANDINGS.includes(kind as OutcomeKind)) return [];
        const others = Array.from(more.matchAll(/`([\w-]+)`/g), ([, other = '']) => other);
        const alone = others.filter((other) => !STANDINGS.includes(other as OutcomeKind));
        return [reason, ...alone].flatMap((one) =>
          ANY.includes(one) || reasons[kind]?.includes(one) === true ? [] : [`${kind}: ${one}`],
        );
      },
    );
    expect(wrong).toEqual([]);
  });

  it.each(pages)('%s writes no outcome in words of its own', (page) => {
    const words = new Set(outcomes.flatMap(({ kind, reason }) => [kind, reason]));
    const ours = [...words].map(spaced).filter((word) => word.includes(' '));
    const spans = Array.from(textOf(page).matchAll(/`(?:\w+: )?([^`\n]+)`/g), ([, span = '']) => span);
    expect(spans.filter((span) => ours.includes(span))).toEqual([]);
  });
});
