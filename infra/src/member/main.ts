import { runApp } from '../app.ts';
import { checkStage } from '../check-stage.ts';
import { chosenStages } from '../chosen-stages.ts';
import { refusePlaceholders } from '../placeholders.ts';
import { memberRolesOf, StageError, type Stage } from '../stage.ts';
import { STAGES } from '../stages.ts';
import { BootstrapStack } from './bootstrap-stack.ts';
import { MemberStack } from './member-stack.ts';

// A second app of the CDK CLI, for member accounts (infra/member/README.md): `--all` in the control plane's account
// must not make its roles there. What a stage does not say is a parameter.
runApp((app) => {
  for (const stage of chosenStages(app)) {
    checkStage(stage);
    refusePlaceholders(stage, process.env['CDK_DEFAULT_ACCOUNT'], ['organization']);
    const settings = { ...stage, ...prefixesWith(stage), memberRoles: memberRolesOf(stage) };
    new MemberStack(app, `${stage.prefix}-member`, settings);
    new BootstrapStack(app, `${stage.prefix}-bootstrap`, settings);
  }
});

/** The stages that take the same roles as this one: whichever of their stacks is deployed lets all of them in. */
function prefixesWith(stage: Stage) {
  const rolesOf = (each: Stage) => JSON.stringify([memberRolesOf(each), each.rolePath ?? '/']);
  const others = Object.values(STAGES).filter((each) => rolesOf(each) === rolesOf(stage));
  const of = (readOnly: boolean) => [
    ...new Set(
      [stage, ...others].filter((each) => (each.readOnly ?? false) === readOnly).map(({ prefix }) => prefix),
    ),
  ];
  const [writing, looking] = [of(false), of(true)];
  if (writing.length > 2 || looking.length > 1) {
    throw new StageError(
      `stages ${[...writing, ...looking].join(', ')} take the same member roles: at most two of them may write, and one only look. Give the others memberRoles of their own`,
    );
  }
  const [prefix, secondPrefix = ''] = writing;
  const [readOnlyPrefix = ''] = looking;
  return { ...(prefix === undefined ? {} : { prefix }), secondPrefix, readOnlyPrefix };
}
