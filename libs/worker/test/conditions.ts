import { expect } from 'vitest';
import type { Stage } from './stage.ts';

/** Brings the five clusters of a stage into conditions of their own: all is well, and four kinds of trouble. */
export function plantConditions({ arns, sandbox }: Stage): void {
  const [, unreachable, worse, lockedOut, denied] = arns.map((arn) => sandbox.cluster(arn));
  unreachable!.setFaults({ unreachable: true });
  worse!.setFaults({ nodesNotReadyAfterWrite: true });
  lockedOut!.setFaults({ identityRefusedAfterWrite: true });
  denied!.setFaults({ unauthorized: true });
}

/** How they end in an apply. */
export const ENDS = [
  { kind: 'changed', reason: '' },
  { kind: 'unreachable', reason: expect.any(String) as string },
  { kind: 'rolledBack', reason: expect.any(String) as string },
  { kind: 'rolledBack', reason: 'identityRefused' },
  { kind: 'denied', reason: 'noRow' },
];
