import { RunInput, type EndedExecution, type Mode } from '@roster/workflow';
import type { Journal } from '../ports/index.ts';
import { runIdOf } from './run-id.ts';

/** The run that an execution was started for, as it says itself; whether it carries it out stands in the run's header. */
export interface OfExecution {
  readonly run: string;
  readonly mode: Mode;
  readonly who: string;
  readonly execution: string;
  readonly preview?: boolean | undefined;
}

/**
 * By the execution's input; where that is too large for an event, by its name, which is the run's id where the CLI has
 * started it. Undefined: no run of ours.
 */
export async function runOfExecution(
  { executionArn: execution, name, input }: EndedExecution,
  journal: Journal,
): Promise<OfExecution | undefined> {
  const started = typeof input === 'string' ? inputOf(input) : await journal.findRun(name);
  if (started === undefined) return undefined;
  const { run, mode, who, preview } = started;
  return { run, mode, who, execution, preview };
}

/** Somebody may have started the machine by hand, with anything. */
function inputOf(text: string): Omit<OfExecution, 'execution'> | undefined {
  try {
    const input = RunInput.parse(JSON.parse(text));
    const { mode, who, preview } = input;
    return { run: runIdOf(input), mode, who, preview };
  } catch {
    return undefined;
  }
}
