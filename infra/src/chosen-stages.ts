import type { App } from 'aws-cdk-lib';
import { PLACEHOLDER } from './placeholders.ts';
import { StageError, type Stage } from './stage.ts';
import { STAGES } from './stages.ts';

/**
 * Every stage, or the one of `-c stage=<name>`; in the organisation of the context (cdk.context.json, where the first
 * steps put it, or `-c organization=`) where the stage itself says none. StageError that names those there are, for
 * another name.
 */
export function chosenStages(app: App): readonly Stage[] {
  const name = app.node.tryGetContext('stage') as string | undefined;
  const organization = app.node.tryGetContext('organization') as string | undefined;
  const known = (stage: Stage): Stage =>
    organization !== undefined && stage.organization === PLACEHOLDER.organization
      ? { ...stage, organization }
      : stage;
  if (name === undefined) return Object.values(STAGES).map(known);
  const stage = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (stage === undefined) {
    const names = Object.keys(STAGES).join(', ');
    throw new StageError(`no stage '${name}' in infra/src/stages.ts: give -c stage= one of ${names}`);
  }
  return [known(stage)];
}
