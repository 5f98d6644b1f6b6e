import type { Execution } from '@roster/deployment';
import { Fault, FAULTS, type FaultName } from '@roster/workflow';

/** The error of an execution that ended before it opened its run: a fault of ours as it was thrown, exit code and all. */
export function unopened(run: string, { error, message }: Execution): Fault {
  if (Object.hasOwn(FAULTS, error)) return new Fault(error as FaultName, message);
  const what = [error, message].filter((part) => part !== '').join(': ');
  return new Fault(
    'ServerFault',
    `run ${run} was not opened: its execution ended by ${what || 'itself'}; roster doctor looks at what is deployed`,
  );
}
