import type { State } from '../../definition/asl.ts';

/** `$`, `$.name`, `$.name.name`…: no filters, no intrinsics. */
const REFERENCE = /^\$(\.[A-Za-z_]\w*)*$/;
/** All of the context object that a local run has (execute.ts), and outside of Maps only: in a Map's iterations it is another. */
const CONTEXT = '$$.Execution.Id';
/** The engine would read `$` in a ResultPath as a key of that name. */
const RESULT = /^\$(\.[A-Za-z_]\w*)+$/;
const PATHS = ['InputPath', 'OutputPath', 'ItemsPath', 'MaxConcurrencyPath'];

/** Paths of one state that the engine does not read as AWS does, or lacks the values for. */
export function pathProblems(state: State, inMap: boolean): string[] {
  const plain = PATHS.flatMap((field) => (field in state ? [[field, state[field]] as const] : []));
  const rules = (state.Choices ?? []).flatMap((rule) =>
    (['Variable', 'StringEqualsPath'] as const).flatMap((field) =>
      field in rule ? [[field, rule[field]] as const] : [],
    ),
  );
  const results = [state, ...(state.Catch ?? [])].flatMap(({ ResultPath: path }) =>
    path === undefined || path === null ? [] : [path],
  );
  return [
    ...[
      ...plain,
      ...rules,
      ...templates(state.Parameters).filter(([, path]) => inMap || path !== CONTEXT),
      ...templates(state['ResultSelector']),
    ]
      .filter(([, path]) => typeof path !== 'string' || !REFERENCE.test(path))
      .map(([field, path]) => `${field}: ${text(path)} is not a plain reference path ($.name.name)`),
    ...results
      .filter((path) => typeof path !== 'string' || !RESULT.test(path))
      .map((path) => `ResultPath: ${text(path)} is neither null nor $.name`),
  ];
}

/** Every `name.$` of a payload template, however deep. */
function templates(template: unknown): (readonly [string, unknown])[] {
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, value]) =>
    key.endsWith('.$') ? [[key, value] as const] : templates(value),
  );
}

const text = (value: unknown): string => JSON.stringify(value);
