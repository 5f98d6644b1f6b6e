import { token } from '@roster/reconcile';
import { lambda } from '@roster/worker';
import { Target, TokenOutput } from '@roster/workflow';
import { compose } from './compose.ts';

export const handler = lambda({
  // called by AWS
  worker: 'token',
  input: Target,
  output: TokenOutput,
  // built once
  build: () => compose(process.env),
  // run per event
  run: (input, deps) => token(input, deps),
});
