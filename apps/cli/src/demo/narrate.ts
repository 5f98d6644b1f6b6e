import type { Output } from '../output/output.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { renderFound, renderSums } from '../report/render-run.ts';
import type { RunReport } from '../report/run-report.ts';
import { conditionsOf, type DemoFleet } from './fleet.ts';

/** A few of each kind are enough to see what a run reports. */
const SHOWN = { limit: 3, whole: '' } as const;

const INTRODUCTION = `Roster keeps the answer to "who may enter which EKS cluster" right on a whole fleet. A catalog says who should;
a run looks at each cluster, corrects what differs, and proves that the cluster still works.

Nothing here leaves this machine: STS, EKS and the clusters' Kubernetes APIs run in this process, on loopback, and
check every signature. Each cluster lets in whom its own aws-auth lets in, Roster too.
`;

export function narrateIntroduction(out: Output, fleets: readonly DemoFleet[]): void {
  const bold = (text: string) => out.paint.stderr('bold', text);
  const grants = fleets[0]?.fleet.grants ?? [];
  out.note(INTRODUCTION);
  out.note(bold('The catalog grants, on every cluster with the label env=prod:'));
  out.note(
    table(
      grants.map(({ name, principals, username, groups }) => [
        name,
        principals.map((one) => ('roleName' in one ? `role ${one.roleName}` : one.arn)).join(', '),
        `comes in as ${username}`,
        `with ${groups.join(', ')}`,
      ]),
      { indent: 2 },
    ),
  );
}

export function narrateFleet(out: Output, demo: DemoFleet): void {
  const { title, clusters } = demo;
  const accounts = new Set(clusters.map(({ account }) => account)).size;
  const regions = new Set(clusters.map(({ region }) => region)).size;
  const where = `${plural(clusters.length, 'cluster')} in ${plural(accounts, 'account')} and ${plural(regions, 'Region')}`;
  out.note(`\n${out.paint.stderr('bold', `━━ ${title}: ${where}`)}`);
  const rows = conditionsOf(demo).map((one) => [String(one.clusters), one.story]);
  out.note(table(rows, { indent: 2, right: [0] }));
}

const STEPS = [
  ['roster plan', 'what would change; nothing is written'],
  ['roster apply', 'correct, prove that we still get in, verify; what got worse is put back'],
  ['roster apply', 'again: nothing is left to do'],
] as const;

/** Says which run comes; the function it returns then tells what the run came to, whole or its sums alone. */
export function narrateRun(
  out: Output,
  index: number,
): (report: RunReport, writes: number, whole: boolean) => void {
  const paint = out.paint.stderr;
  const [command = '', about = ''] = STEPS[index] ?? [];
  out.note(`\n${paint('cyan', `${String(index + 1)}. $ ${command}`)}  ${paint('dim', about)}`);
  return (report, writes, whole) => {
    out.note(whole ? renderFound(report, paint, SHOWN) : renderSums(report, paint));
    out.note(paint('dim', `  → ${plural(writes, 'write')} to the Kubernetes APIs of the clusters`));
  };
}
