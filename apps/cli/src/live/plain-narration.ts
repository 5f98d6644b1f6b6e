import { isGood } from '@roster/access';
import type { Output } from '../output/output.ts';
import { plural } from '../output/plural.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { countsLine, standingText } from '../report/outcome-word.ts';
import type { LiveView } from './view.ts';
import { advance, NOT_BEGUN } from './progress.ts';
import { STOPPING } from './render-progress.ts';

/** For logs and pipes: a line when the run opens, at each step, for each cluster in trouble, and at the end. */
export function plainNarration(out: Output): LiveView {
  const paint = out.paint.stderr;
  let progress = NOT_BEGUN;
  return {
    see: (event) => {
      progress = advance(progress, event);
      const { header } = progress;
      if (event.kind === 'opened') {
        out.note(
          `run ${event.header.run}: ${event.header.mode} of ${plural(event.header.clusters, 'cluster')}`,
        );
      } else if (event.kind === 'step' && header !== undefined) {
        const wave = header.waves[event.wave];
        out.note(
          `wave ${wave?.name ?? ''} (${plural(wave?.clusters ?? 0, 'cluster')}), step ${String(event.step + 1)}`,
        );
      } else if (event.kind === 'ended' && !isGood(event.outcome.kind)) {
        out.note(`${clusterLabel(event.cluster)}: ${standingText(event.outcome, paint)}`);
      }
    },
    stopping: () => out.note(STOPPING),
    end: () => {
      if (progress.done > 0)
        out.note(`${plural(progress.done, 'cluster')}: ${countsLine(progress.counts, paint)}`);
    },
  };
}
