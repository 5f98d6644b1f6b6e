import { App, Validations, type AppProps } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import settings from '../cdk.json' with { type: 'json' };
import { StageError } from './stage.ts';

/**
 * CDK's feature flags, as aws-cdk-lib recommends them for a new app (its recommended-feature-flags.json). A flag that is
 * set later changes resources that stand (AWS CDK Developer Guide, "AWS CDK feature flags"): so all of them are set
 * before the first deployment. The CLI reads the same ones from cdk.json.
 */
const FEATURE_FLAGS: Readonly<Record<string, unknown>> = settings.context;

/** An app with the feature flags that the stacks of Roster are deployed under; those of `props.context` come before. */
export const createApp = (props: AppProps = {}): App =>
  new App({ ...props, context: { ...FEATURE_FLAGS, ...props.context } });

/**
 * A file that the CDK CLI runs: adds the stacks by `build`, checks and synthesises them. What is wrong with a stage
 * (StageError) is a line for whoever wrote it, and exit code 1.
 */
export function runApp(build: (app: App) => void): void {
  const app = createApp();
  try {
    build(app);
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}
