import { CliCredentialsStackSynthesizer, type IReusableStackSynthesizer } from 'aws-cdk-lib';
import { createApp } from '../src/app.ts';
import { buildStage } from '../src/build-stage.ts';
import type { Stage } from '../src/stage.ts';

// The app of the deployment lane: a stage that no stages.ts has, as JSON in the environment.
const {
  TEST_STAGE = '{}',
  TEST_BUNDLES = '',
  TEST_CREDENTIALS,
  CDK_DEFAULT_ACCOUNT = '',
  CDK_DEFAULT_REGION = '',
} = process.env;
// With authorisation on, the local AWS refuses CDK's own roles their bucket. CDK's class does not fit its own interface
// under exactOptionalPropertyTypes.
const own = new CliCredentialsStackSynthesizer() as IReusableStackSynthesizer;
const app = createApp(TEST_CREDENTIALS === 'own' ? { defaultStackSynthesizer: own } : {});
buildStage(app, {
  stage: JSON.parse(TEST_STAGE) as Stage,
  bundles: TEST_BUNDLES,
  env: { account: CDK_DEFAULT_ACCOUNT, region: CDK_DEFAULT_REGION },
});
