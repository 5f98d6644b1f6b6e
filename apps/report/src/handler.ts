import { closeRun, gate } from '@roster/reconcile';
import { lambda } from '@roster/worker';
import { CloseInput, RunProgress, RunTotals } from '@roster/workflow';
import * as z from 'zod/mini';
import { compose } from './compose.ts';

export const handler = lambda({
  // called by AWS
  worker: 'report',
  input: z.union([RunProgress, CloseInput]),
  output: z.union([RunProgress, RunTotals]),
  // built once
  build: () => compose(process.env),
  // run per event: the rollout's progress is for the gate, everything else closes a run
  run: (input, deps) => ('next' in input ? gate(input, deps) : closeRun(input, deps)),
});
