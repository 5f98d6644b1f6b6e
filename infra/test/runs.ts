import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { machineName, type MachineName } from '@roster/workflow/deployment';
import type { Ran } from './command.ts';
import { PREFIX, type Rig } from './rig.ts';

/** What of `roster … -o json` is compared. */
export interface Report {
  readonly run: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly Result[];
}

interface Result {
  readonly cluster: string;
  readonly outcome: string;
  readonly reason: string;
  readonly changes: readonly object[];
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 200;

export interface Started {
  readonly machine: MachineName;
  readonly mode: 'plan' | 'apply' | 'verify';
  readonly clusters?: readonly string[];
}

/** Starts a machine as a pipeline would, and waits for its end; the status, and the run's id. */
export async function runMachine(rig: Rig, { machine, mode, clusters }: Started) {
  const run = runId();
  const input = { run, mode, who: 'a test', ...(clusters === undefined ? {} : { clusters }) };
  const { status, error } = await endOf(rig, await startMachine(rig, machine, input));
  return { run, status, error };
}

/** Starts a machine with any input; the execution's ARN. */
export async function startMachine(rig: Rig, machine: MachineName, input: object): Promise<string> {
  const client = sfn(rig);
  const { region, account } = rig.aws;
  const { executionArn = '' } = await client.send(
    new StartExecutionCommand({
      stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${machineName(PREFIX, machine)}`,
      input: JSON.stringify(input),
    }),
  );
  client.destroy();
  return executionArn;
}

/** How an execution ended; waits for it. */
export async function endOf(rig: Rig, executionArn: string) {
  const client = sfn(rig);
  const ended = async () => {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution;
  };
  const end = await eventually(`the end of ${executionArn}`, ended);
  client.destroy();
  return end;
}

function sfn({ aws }: Rig): SFNClient {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = aws.env;
  const { endpoint, region } = aws;
  return new SFNClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

/** Ids of runs are in order by the second, and no two runs of a test begin in one. */
export const runId = () =>
  `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}-${Math.random().toString(36).slice(2, 6)}`;

/** Asks until there is an answer. Error after two minutes. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const last = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > last) throw new Error(`${what} was awaited for ${PATIENCE_MS / 1000} s`);
    await setTimeout(PAUSE_MS);
  }
}

/** What a command printed as JSON; Error with what it said where it printed nothing. */
export function printed({ code, stdout, stderr }: Ran): unknown {
  if (stdout === '') throw new Error(`it ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** What the journal says of a run, as `roster runs show` prints it. */
export const reportOf = async (rig: Rig, run: string) =>
  printed(await rig.roster('runs', 'show', run, '-o', 'json')) as Report;

/** By cluster: the outcome, its reason, and what was or would be changed. */
export const outcomesOf = ({ results }: Report) =>
  Object.fromEntries(
    results.map(({ cluster, outcome, reason, changes }) => [cluster, { outcome, reason, changes }]),
  );
