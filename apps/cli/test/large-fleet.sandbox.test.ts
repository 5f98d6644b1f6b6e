import { describe, expect, it } from 'vitest';
import { wrapped } from '../src/output/wrap.ts';
import { expectGolden } from './golden.ts';
import { arnsOf, largeFleet } from './large-fleet.ts';

const WIDTHS = [80, 200] as const;
/** A terminal's height. */
const SCREEN = 24;

/** Without what differs from one run to the next: ids, times, ports. Nothing becomes longer or shorter but durations. */
const settled = (text: string): string =>
  text
    .replaceAll(/\d{8}T\d{9}Z-\w{4}/g, '20261124T081230000Z-k3f9')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/g, '2026-11-24T08:12:30Z')
    .replaceAll(/\b\d+\.\d s\b|\b\d+ s\b|\b\d+ min \d+ s\b/g, '4.2 s')
    .replaceAll(/:\d{4,5}\b(?=[^)]*\))/g, ':44300');

function shown(name: string, text: string): string {
  for (const width of WIDTHS) expectGolden(`large/${name}-${String(width)}`, wrapped(settled(text), width));
  return lastScreen(text);
}

function lastScreen(text: string): string {
  const lines = wrapped(settled(text), 80).trimEnd().split('\n');
  return lines.slice(-SCREEN).join('\n');
}

describe('300 clusters in 12 accounts', () => {
  it('what to do stands in the last screen, of a plan, an apply, status and runs show', async () => {
    await using made = await largeFleet();
    const { ann } = made;
    for (const arn of arnsOf('drifted-7', 'drifted-90'))
      await ann.run('hold', arn, '--reason', 'an upgrade until Friday');

    const planned = await ann.run('plan');
    expect(planned.code).toBe(3);
    const plan = shown('plan', planned.stdout);
    expect(plan).toMatch(/^Plan of 300 clusters/m);
    expect(plan).toMatch(/^ {2}roster apply .*corrects/m);
    expect(plan).toMatch(/^ {2}roster release CLUSTER/m);
    expect(plan).toMatch(/^ {2}roster runs show \S+ --attention/m);
    // A grant by roleName is one line over all accounts.
    const [ahead = ''] = planned.stdout.split('Not changed');
    expect(ahead.match(/\+ {2}arn:aws:iam::\{account\}:role\/OnCall /g)).toHaveLength(1);

    // Which of those alike stands first is a matter of milliseconds: status.test.ts has the whole of it.
    const before = lastScreen((await ann.run('status')).stdout);
    expect(before).toMatch(/clusters need a person, \d+ clusters wait for an\s+apply/);
    expect(before).toMatch(/^ {2}roster apply /m);

    const applied = await ann.run('apply');
    const apply = shown('apply', applied.stdout);
    expect(apply).toMatch(/^Apply of 300 clusters/m);
    expect(apply).toMatch(/^ {2}roster runs show \S+ --attention/m);

    const show = await ann.run('runs', 'show');
    expect(settled(show.stdout)).toBe(settled(applied.stdout));
    const needy = await ann.run('runs', 'show', '--attention');
    expect(shown('attention', needy.stdout)).toMatch(/^Next$/m);
    expect(needy.stdout).not.toContain('What changed');
    const { results } = (await ann.json('runs', 'show', '--attention')) as {
      readonly results: readonly { readonly outcome: string }[];
    };
    expect(results.map(({ outcome }) => outcome)).toEqual(
      expect.not.arrayContaining(['inSync', 'changed', 'drifted']),
    );
    expect(results.length).toBeGreaterThan(10);
  }, 240_000);
});
