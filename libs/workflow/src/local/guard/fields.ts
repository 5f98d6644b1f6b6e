import type { State } from '../../definition/asl.ts';

// What was proved to mean the same here and on AWS (engine.test.ts, and the tests of the file itself). Everything
// else is refused, so that what the engine ignores without a word (ItemReader, ItemBatcher, ResultWriter,
// HeartbeatSeconds, Assign, QueryLanguage, Credentials, …) cannot come in unnoticed, nor what is yet to be invented.
const ANY = ['Type', 'Comment', 'Next', 'End', 'InputPath', 'ResultPath', 'OutputPath'];
const STATES: Readonly<Record<string, readonly string[]>> = {
  Task: [...ANY, 'Resource', 'Parameters', 'ResultSelector', 'TimeoutSeconds', 'Retry', 'Catch'],
  Map: [
    ...ANY,
    ...['ItemsPath', 'ItemProcessor', 'MaxConcurrency', 'MaxConcurrencyPath', 'ToleratedFailurePercentage'],
    ...['Retry', 'Catch'],
  ],
  Parallel: [...ANY, 'Branches', 'Retry', 'Catch'],
  Pass: [...ANY, 'Result', 'Parameters'],
  Choice: [...ANY, 'Choices', 'Default'],
};
const MACHINE = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];
const PROCESSOR = ['Mode', 'ExecutionType'];
const RETRIER = [
  ...['Comment', 'ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds'],
  'JitterStrategy',
];
const CATCHER = ['Comment', 'ErrorEquals', 'ResultPath', 'Next'];
const RULE = ['Variable', 'Next', 'StringEquals', 'StringEqualsPath', 'IsPresent'];

/** Fields of one state, of its retriers, catchers, rules and processor, that are not known to mean the same. */
export function fieldProblems(state: State): string[] {
  const known = STATES[state.Type];
  if (known === undefined)
    return [`a ${state.Type} state is not proved to mean the same in the local engine`];
  return [
    ...unknown(state, known),
    ...(state.Retry ?? []).flatMap((retrier) => unknown(retrier, RETRIER)),
    ...(state.Catch ?? []).flatMap((catcher) => unknown(catcher, CATCHER)),
    ...(state.Choices ?? []).flatMap((rule) => unknown(rule, RULE)),
    ...(state.ItemProcessor === undefined ? [] : machineFieldProblems(state.ItemProcessor)),
    ...(state.Branches ?? []).flatMap((branch) => machineFieldProblems(branch)),
  ];
}

/** The same for the top of a definition, and of a Map's processor. */
export function machineFieldProblems(machine: object): string[] {
  const config = (machine as { ProcessorConfig?: object }).ProcessorConfig ?? {};
  return [...unknown(machine, MACHINE), ...unknown(config, PROCESSOR)];
}

const unknown = (has: object, known: readonly string[]): string[] =>
  Object.keys(has)
    .filter((field) => !known.includes(field))
    .map((field) => `${field} is ignored by the local engine, or not proved to mean the same`);
