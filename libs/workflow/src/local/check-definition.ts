import { statesOf } from '../definition/asl.ts';
import type { Definition } from '../definition/asl.ts';
import { fieldProblems, machineFieldProblems } from './guard/fields.ts';
import { errorListProblems, nameProblems } from './guard/names.ts';
import { pathProblems } from './guard/paths.ts';
import { valueProblems } from './guard/values.ts';

/**
 * Refuses a definition that the local engine would run otherwise than AWS: it ignores much of the language without
 * a word. Throws an Error with every problem and the state it stands in.
 */
export function checkDefinition(definition: Definition): void {
  const problems = definitionProblems(definition);
  if (problems.length > 0) {
    throw new Error(`the local engine cannot run this state machine as AWS would:\n${problems.join('\n')}`);
  }
}

/** The problems that `checkDefinition` throws, each as `Shards/Clusters/Token: what`; none: an empty list. */
export function definitionProblems(definition: Definition): string[] {
  const places = statesOf(definition);
  return [
    ...machineFieldProblems(definition),
    ...nameProblems(places),
    ...places.flatMap(({ at, state }) =>
      [
        ...fieldProblems(state),
        ...pathProblems(state, at.includes('/')),
        ...valueProblems(state),
        ...errorListProblems(state),
      ].map((problem) => `${at}: ${problem}`),
    ),
  ];
}
