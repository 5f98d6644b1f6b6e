import type { State } from '../../definition/asl.ts';
import { integrationOf } from '../integration.ts';

/** Values of one state that the engine takes, and then treats otherwise than AWS. */
export function valueProblems(state: State): string[] {
  switch (state.Type) {
    case 'Task':
      return taskProblems(state);
    case 'Map':
      return mapProblems(state);
    case 'Parallel':
      return state.Branches === undefined ? ['Branches is missing'] : [];
    case 'Pass':
      // The engine asks whether Result is truthy.
      return 'Result' in state && !state['Result'] ? ['Result: an empty value is ignored'] : [];
    case 'Choice':
      // The engine never matches `IsPresent: false`.
      return (state.Choices ?? []).some((rule) => 'IsPresent' in rule && rule['IsPresent'] !== true)
        ? ['IsPresent: only true is understood']
        : [];
    default:
      return [];
  }
}

function taskProblems(state: State): string[] {
  const resource = state.Resource ?? '';
  return [
    ...(integrationOf(resource) === undefined
      ? [`Resource: ${resource} is neither a function's ARN nor an integration that has its override`]
      : []),
    ...(state.TimeoutSeconds === undefined ? ['TimeoutSeconds is missing: 60 s here, for ever on AWS'] : []),
  ];
}

function mapProblems(state: State): string[] {
  const { MaxConcurrency: most, ToleratedFailurePercentage: tolerated, ItemProcessor: inside } = state;
  const mode = (inside?.['ProcessorConfig'] as { Mode?: unknown } | undefined)?.Mode;
  return [
    ...(inside === undefined ? ['ItemProcessor is missing'] : []),
    ...('MaxConcurrencyPath' in state || (typeof most === 'number' && most > 0)
      ? []
      : ['MaxConcurrency is missing: 40 at once here, no bound on AWS']),
    // It changes nothing where no child fails, and AWS needs it for what nothing catches (design.md).
    ...(tolerated === undefined || (mode === 'DISTRIBUTED' && tolerated === 100)
      ? []
      : ['ToleratedFailurePercentage: only 100, on a distributed Map, where no child fails']),
  ];
}
