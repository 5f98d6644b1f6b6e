import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import type { Disagreement } from './compare.ts';
import { isAsPlanted, type DemoResult } from './demo-result.ts';

/** The summary: what was planted, what it came to in each run, and whether that is so. */
export function renderDemo(result: DemoResult, paint: Paint): string {
  const { clusters, conditions, disagreements, writes } = result;
  const rows = conditions.map(({ name, story, clusters: count, expected }) => [
    disagreements.some((one) => one.condition === name) ? paint('red', '✗') : paint('green', '✓'),
    String(count),
    story,
    becameText(expected),
  ]);
  const heads = ['', '', 'a cluster that …', 'plan → apply → apply again'].map((head) => paint('dim', head));
  return [
    paint('bold', 'What was planted, and what became of it'),
    table([heads, ...rows], { right: [1] }),
    ...disagreements.map((one) => paint('red', disagreementText(one))),
    `Writes to the clusters: ${String(writes.plan)} by plan, ${String(writes.first)} by apply, ${String(writes.second)} by apply again.`,
    isAsPlanted(result)
      ? paint('green', `All ${plural(clusters, 'cluster')} came out as planted, in all three runs.`)
      : paint('red', 'Not everything came out as planted.'),
    '',
  ].join('\n');
}

const disagreementText = ({ cluster, step, expected, found }: Disagreement): string =>
  `${cluster}: ${step} should be ${expected}, was ${found}`;

/** `drifted → changed → inSync`; what stays the same is said once. */
function becameText(expected: readonly string[]): string {
  const [first = ''] = expected;
  return expected.every((one) => one === first) ? first : expected.join(' → ');
}
