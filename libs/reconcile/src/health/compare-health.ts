import type { AccessHealth, Health } from '../ports/index.ts';
import { accessName, some, tolerated } from './failed-checks.ts';

/** What a write made worse, for a person; undefined where it made nothing worse. */
type Lost = string | undefined;

/** The access reviews that passed before and fail now. */
export function lostReviews(before: Health, now: Health): Lost {
  const key = ({ check }: AccessHealth) => JSON.stringify(check);
  const allowed = new Set(before.access.filter((one) => one.allowed).map(key));
  const lost = now.access.filter((one) => !one.allowed && allowed.has(key(one)));
  if (lost.length === 0) return undefined;
  return `allowed before the write, and not now: ${some(lost.map(({ check }) => accessName(check)))}`;
}

/** More nodes than tolerated, of those that were Ready before and still exist, are not Ready. */
export function lostNodes(before: Health, now: Health): Lost {
  const wereReady = new Set(before.nodes.ready);
  const fallen = now.nodes.notReady.filter((name) => wereReady.has(name));
  const standing = now.nodes.ready.filter((name) => wereReady.has(name)).length;
  const seen = fallen.length + standing;
  if (fallen.length <= tolerated(seen)) return undefined;
  return `nodes: ${before.nodes.ready.length} of ${before.nodes.total} Ready before the write, ${now.nodes.ready.length} of ${now.nodes.total} now: not Ready any more: ${some(fallen)} (tolerated: ${tolerated(seen)})`;
}
