import { openRun } from '@roster/reconcile';
import { lambda } from '@roster/worker';
import { OpenInput, RunProgress } from '@roster/workflow';
import { compose } from './compose.ts';

export const handler = lambda({
  // called by AWS
  worker: 'plan',
  input: OpenInput,
  output: RunProgress,
  // built once
  build: () => compose(process.env),
  // run per event
  run: (input, deps) => openRun(input, deps),
});
