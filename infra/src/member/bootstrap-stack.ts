import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeWide } from './acknowledge.ts';
import { memberRole } from './member-role.ts';
import { declareParameters, type MemberSettings } from './parameters.ts';
import { BOOTSTRAPPING } from './permissions.ts';
import { plainStackProps } from './plain-stack.ts';
import { trustOfOperators } from './trust.ts';

const DESCRIPTION = 'Roster in a member account: the role that lets it into a fresh cluster (opt-in)';
const PARAMETERS = [
  'OrganizationId',
  'ReadRoleName',
  'WriteRoleName',
  'BootstrapRoleName',
  'OperatorPrincipals',
] as const;

/** The role that `roster bootstrap` takes: opt-in, a stack of its own, to be deleted when no cluster is new any more. */
export class BootstrapStack extends Stack {
  constructor(scope: Construct, id: string, settings: MemberSettings = {}) {
    super(scope, id, plainStackProps(DESCRIPTION));
    declareParameters(this, settings, PARAMETERS);
    const role = memberRole(this, 'BootstrapRole', {
      roleName: Fn.ref('BootstrapRoleName'),
      description:
        'Roster: lets its two roles into fresh clusters; can make itself administrator of any here',
      trust: [trustOfOperators()],
      may: BOOTSTRAPPING,
    });
    acknowledgeWide(role, 'bootstrapping');
  }
}
