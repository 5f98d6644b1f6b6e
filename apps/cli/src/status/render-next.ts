import { isGood } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { renderSteps, type Step } from '../report/steps.ts';
import type { Attention, FleetStatus } from './fleet-status.ts';

/** What to do, a command a line: what a person has to do last, nearest to where they type. */
export function renderNext(status: FleetStatus, paint: Paint): string {
  const { needs, unseen, attention, lease } = status;
  const held = attention.filter(({ hold }) => hold !== null);
  const steps: Step[] = [];
  if (unseen > 0) steps.push(['roster plan', 'looks at every cluster']);
  if (lease !== null) {
    const unlock = `roster unlock ${safe(lease.run)} --reason TEXT`;
    steps.push([unlock, 'gives its lease back, if that run has died']);
  }
  if (needs.apply > 0) {
    steps.push([
      'roster apply',
      `corrects ${plural(needs.apply, 'cluster that waits', 'clusters that wait')}`,
    ]);
  }
  if (held.length > 0) {
    const ends = `ends a hold, once it is known why (${plural(held.length, 'hold')})`;
    steps.push(['roster release CLUSTER', ends]);
  }
  steps.push(...looks(attention));
  return renderSteps(steps, paint);
}

/** So many runs are named: most often the last one saw all that is wrong. */
const NAMED = 3;

/** The runs that saw last what needs a person, those first that saw most of it. */
function looks(attention: readonly Attention[]): readonly Step[] {
  const seen = attention.filter(
    ({ run, outcome }) => run !== '' && (outcome === 'unseen' || !isGood(outcome)),
  );
  const byRun = [...Map.groupBy(seen, ({ run }) => run)].sort(([, a], [, b]) => b.length - a.length);
  return byRun
    .slice(0, NAMED)
    .map(([run, its]) => [
      `roster runs show ${safe(run)} --attention`,
      `shows what ${plural(its.length, 'cluster needs', 'clusters need')}`,
    ]);
}
