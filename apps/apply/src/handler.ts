import { apply, rollback } from '@roster/reconcile';
import { lambda } from '@roster/worker';
import { Admitted, ApplyOutput, RollbackOutput, Worse } from '@roster/workflow';
import * as z from 'zod/mini';
import { compose } from './compose.ts';

export const handler = lambda({
  // called by AWS
  worker: 'apply',
  input: z.union([Worse, Admitted]),
  output: z.union([RollbackOutput, ApplyOutput]),
  // built once
  build: () => compose(process.env),
  // run per event: what Verify found worse is a rollback
  run: (input, deps) => ('worse' in input ? rollback(input, deps) : apply(input, deps)),
});
