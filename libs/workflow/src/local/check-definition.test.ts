import { describe, expect, it } from 'vitest';
import type { Definition, State } from '../definition/asl.ts';
import { checkDefinition, definitionProblems } from './check-definition.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const task: State = { Type: 'Task', Resource: FUNCTION, TimeoutSeconds: 1, End: true };
const machine = (state: State): Definition => ({ StartAt: 'A', States: { A: state } });
const inside = (state: State): Definition => {
  const ItemProcessor = { StartAt: 'In', States: { In: state } };
  return machine({ Type: 'Map', MaxConcurrency: 1, End: true, ItemProcessor });
};
const map = (fields: object): State => ({
  Type: 'Map',
  MaxConcurrency: 1,
  End: true,
  ItemProcessor: { StartAt: 'B', States: { B: task } },
  ...fields,
});
const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } };
const rule = (fields: object): State => ({
  Type: 'Choice',
  Choices: [{ Variable: '$.a', Next: 'A', ...fields }],
});

it('lets through what means the same in both', () => {
  expect(definitionProblems(machine(task))).toEqual([]);
  expect(definitionProblems(inside(task))).toEqual([]);
  const execution = { ...task, Parameters: { 'execution.$': '$$.Execution.Id', 'input.$': '$' } };
  expect(definitionProblems(machine(execution))).toEqual([]);
  expect(definitionProblems(inside(execution)).join()).toContain('$$.Execution.Id');
  const tolerant = map({ ItemProcessor: { ...distributed, StartAt: 'B', States: { B: task } } });
  expect(definitionProblems(machine({ ...tolerant, ToleratedFailurePercentage: 100 }))).toEqual([]);
});

it('looks into the branches of a Parallel', () => {
  const branch = { StartAt: 'B', States: { B: { ...task, HeartbeatSeconds: 1 } } };
  const parallel: State = { Type: 'Parallel', Branches: [branch], End: true };
  expect(definitionProblems(machine(parallel)).join()).toMatch(/^A\/B: HeartbeatSeconds/);
});

describe('refuses what the engine ignores', () => {
  it.each<[string, State]>([
    ['ItemReader', map({ ItemReader: {} })],
    ['ItemBatcher', map({ ItemBatcher: {} })],
    ['ResultWriter', map({ ResultWriter: {} })],
    ['ToleratedFailureCount', map({ ToleratedFailureCount: 1 })],
    ['ToleratedFailurePercentage', map({ ToleratedFailurePercentage: 100 })],
    ['HeartbeatSeconds', { ...task, HeartbeatSeconds: 1 }],
    ['HeartbeatSecondsPath', { ...task, HeartbeatSecondsPath: '$.a' }],
    ['Credentials', { ...task, Credentials: {} }],
    ['QueryLanguage', { ...task, QueryLanguage: 'JSONata' }],
    ['Arguments', { ...task, Arguments: '{% $states.input %}' }],
    ['Assign', { ...task, Assign: { a: 1 } }],
    ['Wait', { Type: 'Wait', Seconds: 1, End: true }],
    ['Parameters', { Type: 'Parallel', Branches: [], Parameters: {}, End: true }],
    ['Nonsense', { ...task, Retry: [{ ErrorEquals: ['States.ALL'], Nonsense: 1 }] }],
    ['Assign', { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A', Assign: {} }] }],
    ['StringMatches', rule({ StringMatches: 'a*' })],
  ])('%s', (field, state) => {
    expect(definitionProblems(machine(state)).join()).toContain(field);
    expect(definitionProblems(inside(state)).join()).toMatch(/^A\/In: /);
  });

  it('at the top of the definition, too', () => {
    expect(definitionProblems({ ...machine(task), TimeoutSeconds: 9 }).join()).toContain('TimeoutSeconds');
    expect(definitionProblems({ ...machine(task), QueryLanguage: 'JSONPath' }).join()).toContain(
      'QueryLanguage',
    );
  });
});

describe('refuses what the engine does otherwise', () => {
  it.each<[string, State]>([
    ['$$.Execution.Input', { ...task, Parameters: { deep: [{ 'a.$': '$$.Execution.Input' }] } }],
    ['$$.Execution.Id', { ...task, InputPath: '$$.Execution.Id' }],
    ['States.UUID()', { ...task, ResultSelector: { 'a.$': 'States.UUID()' } }],
    ['$$.Map.Item.Value', { ...task, InputPath: '$$.Map.Item.Value' }],
    ['$.a[0]', map({ ItemsPath: '$.a[0]' })],
    ['$..a', rule({ Variable: '$..a', IsPresent: true })],
    ['ResultPath: "$"', { ...task, ResultPath: '$' }],
    ['ResultPath: "$"', { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A', ResultPath: '$' }] }],
    ['IsPresent', rule({ IsPresent: false })],
    ['Result', { Type: 'Pass', Result: '', End: true }],
    ['TimeoutSeconds is missing', { Type: 'Task', Resource: FUNCTION, End: true }],
    ['MaxConcurrency', map({ MaxConcurrency: 0 })],
    ['lambda:invoke', { ...task, Resource: 'arn:aws:states:::lambda:invoke' }],
    ['dynamodb:putItem', { ...task, Resource: 'arn:aws:states:::dynamodb:putItem' }],
    ['waitForTaskToken', { ...task, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' }],
    ['ItemProcessor is missing', { Type: 'Map', MaxConcurrency: 1, End: true }],
  ])('%s', (text, state) => {
    expect(definitionProblems(machine(state)).join()).toContain(text);
  });
});

describe('refuses what AWS refuses, and the validators let through', () => {
  it.each<[string, State]>([
    ['States.ALL', { ...task, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }],
    ['States.ALL', { ...task, Catch: [{ ErrorEquals: ['A', 'States.ALL'], Next: 'A' }] }],
  ])('%s that is not alone and last', (text, state) => {
    expect(definitionProblems(machine(state)).join()).toContain(text);
  });

  it('one name for two states, and names longer than 80 characters', () => {
    const twice = inside(task);
    const same = { ...twice, States: { ...twice.States, In: task } };
    expect(definitionProblems(same)).toEqual(['In: the name of two states']);
    const long = 'n'.repeat(81);
    expect(definitionProblems({ StartAt: long, States: { [long]: task } })[0]).toContain('80');
  });
});

it('throws every problem at once, each at its place', () => {
  const bad = { StartAt: 'A', States: { A: { ...task, Assign: {} }, C: { ...task, Credentials: {} } } };
  expect(() => checkDefinition(bad)).toThrow(/A: Assign[\s\S]*\nC: Credentials/);
});
