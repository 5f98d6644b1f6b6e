import type { Health } from '../ports/index.ts';

/** More than this many nodes of `count` not Ready is wrong: a tenth, but one at least (design.md, rule 8). */
const tolerated = (count: number): number => Math.max(1, count / 10);

/** What is wrong with a cluster, each by a name that stays the same from one look to the next. */
export function problemsOf(health: Health): readonly string[] {
  const { nodes, daemonSets, pods, access } = health;
  return [
    ...(nodes.notReady.length > tolerated(nodes.total) ? ['nodes'] : []),
    ...daemonSets.filter(({ ok }) => !ok).map(({ namespace, name }) => `daemonSet ${namespace}/${name}`),
    ...pods.filter(({ ok }) => !ok).map(({ namespace, namePrefix }) => `pods ${namespace}/${namePrefix}`),
    ...access.filter(({ allowed }) => !allowed).map(({ check }) => `access ${JSON.stringify(check)}`),
  ];
}

/** True when an access review that passed before fails now. */
export function lostReviews(before: Health, now: Health): boolean {
  const allowed = new Set(
    before.access.filter((one) => one.allowed).map(({ check }) => JSON.stringify(check)),
  );
  return now.access.some((one) => !one.allowed && allowed.has(JSON.stringify(one.check)));
}

/** True when more nodes than tolerated, of those that were Ready before and still exist, are not Ready. */
export function lostNodes(before: Health, now: Health): boolean {
  const wereReady = new Set(before.nodes.ready);
  const fallen = now.nodes.notReady.filter((name) => wereReady.has(name)).length;
  const standing = now.nodes.ready.filter((name) => wereReady.has(name)).length;
  return fallen > tolerated(fallen + standing);
}
