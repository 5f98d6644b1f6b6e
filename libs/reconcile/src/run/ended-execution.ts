import { RunInput, type EndedExecution, type Mode } from '@roster/workflow';
import type { Journal } from '../ports/index.ts';
import { runIdOf } from './run-id.ts';

/** The run of an execution that ended, and the execution as the run's header knows it. */
export interface OfExecution {
  readonly run: string;
  readonly mode: Mode;
  readonly who: string;
  readonly execution: string;
}

/** Runs among which an execution is looked for whose input the event does not hold. */
const RECENT = 50;

/** By the execution's input; where that is too large for an event, by its name. Undefined: no run of ours. */
export async function runOfExecution(
  { name, input }: EndedExecution,
  journal: Journal,
): Promise<OfExecution | undefined> {
  const started = typeof input === 'string' ? inputOf(input) : undefined;
  if (started !== undefined) return started;
  const runs = await journal.listRuns(RECENT);
  const found = runs.find(({ executions }) => executions.includes(name));
  return found && { run: found.run, mode: found.mode, who: found.who, execution: name };
}

/** Somebody may have started the machine by hand, with anything. */
function inputOf(text: string): OfExecution | undefined {
  try {
    const input = RunInput.parse(JSON.parse(text));
    return { run: runIdOf(input), mode: input.mode, who: input.who, execution: input.execution };
  } catch {
    return undefined;
  }
}
