import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkStage } from '../check-stage.ts';
import { chosenStages } from '../chosen-stages.ts';
import { memberRolesOf } from '../stage.ts';
import { BootstrapStack } from './bootstrap-stack.ts';
import { MemberStack } from './member-stack.ts';

// A second app of the CDK CLI, for member accounts (infra/member/README.md): `--all` in the control plane's account
// must not make its roles there. What a stage does not say is a parameter.
const app = new App();
for (const stage of chosenStages(app)) {
  checkStage(stage);
  const settings = { ...stage, memberRoles: memberRolesOf(stage) };
  new MemberStack(app, `${stage.prefix}-member`, settings);
  new BootstrapStack(app, `${stage.prefix}-bootstrap`, settings);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
