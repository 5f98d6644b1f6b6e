import type { App } from 'aws-cdk-lib';
import type { Stage } from './stage.ts';
import { STAGES } from './stages.ts';

/** Every stage, or the one of `-c stage=<name>`. Throws an Error that names those there are, for another name. */
export function chosenStages(app: App): readonly Stage[] {
  const name = app.node.tryGetContext('stage') as string | undefined;
  if (name === undefined) return Object.values(STAGES);
  const stage = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (stage === undefined) {
    throw new Error(`no stage ${name} in infra/src/stages.ts; there are ${Object.keys(STAGES).join(', ')}`);
  }
  return [stage];
}
