import { closeRun, gate } from '@roster/reconcile';
import { lambda } from '@roster/worker';
import { CloseInput, RunProgress, RunTotals } from '@roster/workflow';
import * as z from 'zod/mini';
import { compose } from './compose.ts';

export const handler = lambda({
  // called by AWS
  worker: 'report',
  input: CloseInput,
  output: z.union([RunProgress, RunTotals]),
  // built once
  build: () => compose(process.env),
  // run per event: a step that went well is for the gate, everything else closes the run
  run: (input, deps) =>
    'next' in input && input.next === 'step' && input.error === undefined
      ? gate(input, deps)
      : closeRun(input, deps),
});
