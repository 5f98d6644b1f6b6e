import type { OutcomeKind } from '@roster/access';
import { FAULTS, type FaultName } from './faults.ts';

type FaultReason = (typeof FAULTS)[FaultName]['reason'];

// A worker that dies behind a write leaves a cluster `failed` whatever the fault: what stands there is not known.
const OF_FAULTS = Object.values(FAULTS).map(({ reason }): FaultReason => reason);

/**
 * Every reason that Roster gives an outcome, by kind: one word, the same on screen, in JSON and in the runbooks. A kind
 * without reasons has the empty one. Only `failed` may have another: the name of an error that nobody foresaw.
 */
export const REASONS = {
  inSync: [''],
  drifted: [''],
  changed: [''],
  healthy: [''],
  blocked: [
    // Guardrails (libs/access), by their names.
    ...(['unparseable', 'dropped-rows', 'grant-rules', 'lint-errors', 'denied-principals'] as const),
    ...(['own-access', 'node-rows', 'protected', 'trusted-accounts', 'removals'] as const),
    // What else refuses a change set, or a part of it.
    ...(['held', 'uneditable', 'size', 'deniedAccount', 'deniedEntry', 'shadowed'] as const),
    // What the cluster, or another writer, does not let be written.
    ...(['authenticationMode', 'immutable', 'deleting', 'admission', 'overtaken', 'superseded'] as const),
    // Bootstrap alone: an access entry or a row of our roles that is somebody else's.
    ...(['entry', 'row'] as const),
  ],
  unreachable: [
    ...(['gone', 'notActive', 'certificate', 'privateEndpoint', 'throttled', 'timeout'] as const),
    ...(['connection', 'serverError', 'badAnswer', 'workerNotReady'] as const),
  ],
  denied: ['refused', 'otherAccount', 'noRow', 'noEntry', 'tokenRefused', 'clock', 'credentials'],
  unhealthy: ['before', 'after'],
  rolledBack: ['identityRefused', 'accessReview', 'nodesNotReady'],
  failed: [
    ...OF_FAULTS,
    ...(['lockedOut', 'putBackRefused', 'workerNotReady'] as const),
    // Bootstrap alone.
    ...(['notIn', 'stillAdministrator'] as const),
  ],
} as const satisfies Readonly<Record<OutcomeKind, readonly string[]>>;

/** A reason that an outcome of this kind may have. */
export type Reason<Kind extends OutcomeKind = OutcomeKind> = (typeof REASONS)[Kind][number];
