import { isFault } from '@roster/workflow';
import { plural } from '../output/plural.ts';
import { findingsOf, type Finding } from './finding.ts';
import type { Subject } from './subject.ts';
import { unseen } from './unseen.ts';

const { ok, failed, skipped } = findingsOf('catalog');

/** Was a catalog pushed, and can it be read? */
export function checkCatalog({ store, caller, current }: Subject): readonly Finding[] {
  const about = 'the catalog';
  if (store.shared !== undefined && caller instanceof Error) {
    return [skipped(about, 'nobody can look without credentials')];
  }
  if (isFault(current, 'NotFoundFault')) return [skipped(about, 'its table is not there')];
  if (current instanceof Error) return [unseen('catalog', about, current)];
  if (current === undefined) {
    return [
      failed(
        about,
        'nothing was pushed yet',
        'roster catalog push FILE… stores the fleet (roster init shows one)',
      ),
    ];
  }
  const { clusters, grants } = current.fleet;
  return [
    ok(`revision ${current.id}`, `${plural(clusters.length, 'cluster')}, ${plural(grants.length, 'grant')}`),
  ];
}
