import { Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeWide } from './acknowledge.ts';
import { memberRole } from './member-role.ts';
import { operatorRule } from './operator-rule.ts';
import { declareDecisions, declareParameters, type MemberSettings } from './parameters.ts';
import { LOOKING } from './permissions.ts';
import { plainStackProps } from './plain-stack.ts';
import { trustOfOperators, trustOfWorkers, type IdentityName } from './trust.ts';

const DESCRIPTION = 'Roster in a member account: the role that looks, and the role that writes';
const PARAMETERS = [
  ...(['OrganizationId', 'ControlPlaneAccount', 'Prefix', 'SecondPrefix', 'ReadOnlyPrefix'] as const),
  ...(['WorkerRolePath', 'ReadRoleName', 'WriteRoleName', 'BootstrapRoleName'] as const),
  ...(['OperatorPrincipals', 'OperatorPermissionSet', 'OperatorAccount'] as const),
  ...(['RolesRegion', 'EventsRegion', 'StandbyEventsRegion'] as const),
];
const ROLES = {
  read: {
    id: 'ReadRole',
    name: 'ReadRoleName',
    description: 'Roster: looks at the EKS clusters of this account',
  },
  write: {
    id: 'WriteRole',
    name: 'WriteRoleName',
    description: 'Roster: writes who may enter the EKS clusters here; its holder can become anyone there',
  },
} as const satisfies Record<IdentityName, object>;

/** The two roles of a member account, and the rule that tells of their use, and the bootstrap role's, by people. */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, settings: MemberSettings = {}) {
    super(scope, id, plainStackProps(DESCRIPTION));
    declareParameters(this, settings, PARAMETERS);
    declareDecisions(this, PARAMETERS);
    const here = new CfnCondition(this, 'RolesHere', {
      expression: Fn.conditionEquals(Aws.REGION, Fn.ref('RolesRegion')),
    });
    for (const identity of ['read', 'write'] as const) {
      const { id: roleId, name, description } = ROLES[identity];
      const role = memberRole(this, roleId, {
        ...{ roleName: Fn.ref(name), description, may: LOOKING, condition: here },
        trust: [trustOfWorkers(identity), ...trustOfOperators()],
      });
      acknowledgeWide(role, 'looking');
    }
    operatorRule(this, here);
  }
}
