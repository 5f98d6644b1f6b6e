import { verify } from '@roster/reconcile';
import { lambda } from '@roster/worker';
import { VerifyInput, VerifyOutput } from '@roster/workflow';
import { compose } from './compose.ts';

export const handler = lambda({
  // called by AWS
  worker: 'verify',
  input: VerifyInput,
  output: VerifyOutput,
  // built once
  build: () => compose(process.env),
  // run per event
  run: (input, deps) => verify(input, deps),
});
