import { fileURLToPath } from 'node:url';
import { runApp } from './app.ts';
import { buildStage } from './build-stage.ts';
import { chosenStages } from './chosen-stages.ts';

// The app of the CDK CLI (../cdk.json): every stage, or the one of `-c stage=<name>`.
const bundles = fileURLToPath(new URL('../../dist/workers', import.meta.url));

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
const env = account === undefined || region === undefined ? {} : { env: { account, region } };

runApp((app) => {
  for (const stage of chosenStages(app)) buildStage(app, { stage, bundles, ...env });
});
