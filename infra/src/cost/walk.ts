import type { Definition, Place, State } from '@roster/workflow';

/** Where each Choice goes at its first visit, its second…; the last word counts for all after it. */
export type Way = Readonly<Record<string, readonly string[]>>;

/**
 * The states of a definition in the order in which an execution enters them on a usual way: no retries, no Catch; a Map
 * is one state, its inside a walk of its own; the branches of a Parallel follow it. Throws an Error for a Choice that the way does not know or that cannot go
 * there, so that a change of the machine cannot pass unseen.
 */
export function walk(definition: Definition, way: Way): readonly Place[] {
  const entered: Place[] = [];
  const visits = new Map<string, number>();
  for (let name: string | undefined = definition.StartAt; name !== undefined;) {
    const state: State | undefined = definition.States[name];
    if (state === undefined) throw new Error(`the machine has no state ${name}`);
    entered.push({ name, at: name, state }, ...(state.Branches ?? []).flatMap((branch) => walk(branch, way)));
    const visit: number = visits.get(name) ?? 0;
    visits.set(name, visit + 1);
    name = state.Type === 'Choice' ? chosen({ name, state, visit }, way) : state.Next;
  }
  return entered;
}

interface Visited {
  readonly name: string;
  readonly state: State;
  readonly visit: number;
}

function chosen({ name, state, visit }: Visited, way: Way): string {
  const words = way[name];
  const next = words?.[visit] ?? words?.at(-1);
  const ways = [...(state.Choices ?? []).map(({ Next }) => Next), state['Default']];
  if (next === undefined || !ways.includes(next)) {
    throw new Error(`${name} does not go to ${String(next)}: it goes to ${ways.join(', ')}`);
  }
  return next;
}

/** The inside of a Map. */
export function insideOf(definition: Definition, name: string): Definition {
  const inside = definition.States[name]?.ItemProcessor;
  if (inside === undefined) throw new Error(`${name} is no Map of the machine`);
  return inside;
}
