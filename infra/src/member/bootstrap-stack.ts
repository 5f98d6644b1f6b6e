import { CfnRule, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeWide } from './acknowledge.ts';
import { memberRole } from './member-role.ts';
import { declareDecisions, declareParameters, type MemberSettings } from './parameters.ts';
import { BOOTSTRAPPING } from './permissions.ts';
import { plainStackProps } from './plain-stack.ts';
import { trustOfOperators } from './trust.ts';

const DESCRIPTION = 'Roster in a member account: the role that lets it into a fresh cluster (opt-in)';
const PARAMETERS = [
  'OrganizationId',
  'ControlPlaneAccount',
  'ReadRoleName',
  'WriteRoleName',
  'BootstrapRoleName',
  'OperatorPrincipals',
  'OperatorPermissionSet',
  'OperatorAccount',
] as const;

/** The role that `roster bootstrap` takes: opt-in, a stack of its own, to be deleted when no cluster is new any more. */
export class BootstrapStack extends Stack {
  constructor(scope: Construct, id: string, settings: MemberSettings = {}) {
    super(scope, id, plainStackProps(DESCRIPTION));
    declareParameters(this, settings, PARAMETERS);
    declareDecisions(this, PARAMETERS);
    askForOperators(this);
    const role = memberRole(this, 'BootstrapRole', {
      roleName: Fn.ref('BootstrapRoleName'),
      description:
        'Roster: lets its two roles into fresh clusters; can make itself administrator of any here',
      trust: trustOfOperators(),
      may: BOOTSTRAPPING,
    });
    acknowledgeWide(role, 'bootstrapping');
  }
}

/** Without operators the trust would hold nobody: CloudFormation says so before it makes anything. */
function askForOperators(stack: Stack): void {
  const nobody = ['OperatorPrincipals', 'OperatorPermissionSet'].map((name) =>
    Fn.conditionEquals(Fn.ref(name), ''),
  );
  const assertDescription = 'Give OperatorPrincipals or OperatorPermissionSet: nobody else takes this role.';
  const assert = Fn.conditionNot(Fn.conditionAnd(...nobody));
  new CfnRule(stack, 'SomeOperators', { assertions: [{ assert, assertDescription }] });
}
