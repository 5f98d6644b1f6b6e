import type { App, Environment } from 'aws-cdk-lib';
import { checkStage } from './check-stage.ts';
import { ControlPlaneStack } from './control-plane/control-plane-stack.ts';
import { refusePlaceholders } from './placeholders.ts';
import type { Stage } from './stage.ts';
import { StateStack } from './state/state-stack.ts';

export interface BuildStage {
  readonly stage: Stage;
  /** The folder that holds a bundle a worker. */
  readonly bundles: string;
  /** Account and Region; absent: those of the credentials at deployment. Replicas need them. */
  readonly env?: Environment;
}

export interface BuiltStage {
  /** Absent where the stage refers to tables that stand already. */
  readonly state: StateStack | undefined;
  readonly controlPlane: ControlPlaneStack;
}

/**
 * Adds the stacks of a stage to an app (`createApp`): `<prefix>-state`, `<prefix>-control-plane`. StageError that names
 * all that is wrong with the stage, or the placeholders that it holds where an account is known.
 */
export function buildStage(app: App, { stage, bundles, env }: BuildStage): BuiltStage {
  checkStage(stage);
  refusePlaceholders(stage, env?.account);
  const place = env === undefined ? {} : { env };
  const own = (stage.tables ?? 'own') === 'own';
  const state = own ? new StateStack(app, `${stage.prefix}-state`, { stage, ...place }) : undefined;
  const controlPlane = new ControlPlaneStack(app, `${stage.prefix}-control-plane`, {
    stage,
    bundles,
    ...place,
  });
  // By name and not by reference, but the tables come first.
  if (state !== undefined) controlPlane.addStackDependency(state);
  return { state, controlPlane };
}
