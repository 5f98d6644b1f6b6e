import type { Place, State } from '../../definition/asl.ts';

/** AWS's own rule for the length of a state's name. */
const LONGEST_NAME = 80;

/** Names that AWS refuses, and names that would share one override, for overrides go by the name alone. */
export function nameProblems(places: readonly Place[]): string[] {
  const names = places.map(({ name }) => name);
  return [
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `${name}: the name of two states`),
    ...names
      .filter((name) => name.length > LONGEST_NAME)
      .map((name) => `${name}: longer than ${LONGEST_NAME} characters`),
  ];
}

/** `States.ALL` must stand alone, and last: AWS refuses anything else, the validators do not. */
export function errorListProblems(state: State): string[] {
  return (['Retry', 'Catch'] as const).flatMap((field) => {
    const lists = (state[field] ?? []).map(({ ErrorEquals }) => ErrorEquals);
    return lists.flatMap((list, index) =>
      list.includes('States.ALL') && (list.length > 1 || index < lists.length - 1)
        ? [`${field}: States.ALL must be alone in its list, and the last one`]
        : [],
    );
  });
}
