import type { Recording } from '@roster/reconcile/testing';
import type { RawOperations } from '../src/index.ts';
import { stateParameters } from './state-parameters.ts';

/** What the two states of Record do, with their own parameters. */
export async function record(raw: RawOperations, journal: string, told: Recording): Promise<void> {
  for (const state of ['RecordStatus', 'RecordRun']) {
    await raw.updateItem(stateParameters(state, told, journal)).catch((error: unknown) => {
      // Both states go on when a newer run has told more, or the line is told already.
      if (!(error instanceof Error && error.name === 'DynamoDB.ConditionalCheckFailedException')) throw error;
    });
  }
}
