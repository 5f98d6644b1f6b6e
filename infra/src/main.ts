import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { fileURLToPath } from 'node:url';
import { buildStage } from './build-stage.ts';
import { STAGES } from './stages.ts';

// The app of the CDK CLI (../cdk.json): every stage, or the one of `-c stage=<name>`.
const app = new App();
const bundles = fileURLToPath(new URL('../../dist/workers', import.meta.url));

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
const env = account === undefined || region === undefined ? {} : { env: { account, region } };

const name = app.node.tryGetContext('stage') as string | undefined;
if (name !== undefined && !Object.hasOwn(STAGES, name)) {
  const known = Object.keys(STAGES).join(', ');
  throw new Error(`no stage ${name} in infra/src/stages.ts; there are ${known}`);
}
for (const [each, stage] of Object.entries(STAGES)) {
  if (name === undefined || name === each) buildStage(app, { stage, bundles, ...env });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
