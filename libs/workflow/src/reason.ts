import { FAULTS } from './faults.ts';

const WORDS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(FAULTS).map(([name, { reason }]) => [name, reason] as const),
  // What AWS calls that which befell a worker from outside.
  ['States.Timeout', FAULTS.TimeoutFault.reason],
  ['Sandbox.Timedout', FAULTS.TimeoutFault.reason],
  ['Lambda.TooManyRequestsException', FAULTS.ThrottledFault.reason],
  ['Lambda.EC2ThrottledException', FAULTS.ThrottledFault.reason],
  ...[
    'Lambda.ENINotReadyException',
    'Lambda.ResourceNotReadyException',
    'Lambda.ResourceConflictException',
  ].map((name) => [name, 'workerNotReady'] as const),
]);

/**
 * The word to show for a recorded reason: a fault's name becomes its word (`ThrottledFault` → `throttled`), as do
 * AWS's own names for a worker that ran out of time, was throttled, or is not ready; any other text stays as it is.
 */
export function reasonOf(errorOrReason: string): string {
  return WORDS.get(errorOrReason) ?? errorOrReason;
}
