import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Findings of cdk-nag that are meant, each with its reason. */
function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
}

/** For a role that sends traces, or has other actions of `TAKES_NO_RESOURCE`. */
export function acknowledgeNoResource(role: IConstruct): void {
  acknowledge(role, 'IAM5[Resource::*]', 'Only actions that AWS knows no resource for: takes-no-resource.ts');
}

/** For a worker that takes a member role. */
export function acknowledgeMembers(role: IConstruct, memberRole: string): void {
  acknowledge(
    role,
    `IAM5[Resource::arn:<AWS::Partition>:iam::*:role/${memberRole}]`,
    'Member accounts come and go; a condition holds it to the organisation, and one role name',
  );
}

/** For a state machine that logs its errors alone. */
export function acknowledgeErrorsAlone(machine: IConstruct): void {
  acknowledge(machine, 'SF1', 'Without execution data its other events name no cluster: fleet-machine.ts');
}

/** For the policy of a Distributed Map: `names` are the executions that its ARNs name. */
export function acknowledgeExecutions(policy: IConstruct, names: readonly string[]): void {
  const { partition, region, account } = Stack.of(policy);
  // A stack that knows its Region knows its partition too (cdk.json: enablePartitionLiterals).
  const service = `${shown(partition, 'Partition')}:states`;
  const place = `${shown(region, 'Region')}:${shown(account, 'AccountId')}`;
  for (const name of names) {
    acknowledge(
      policy,
      `IAM5[Resource::arn:${service}:${place}:execution:${name}]`,
      'Executions of this machine alone: their names are made when they start',
    );
  }
}

/** As cdk-nag writes what a stack learns at its deployment. */
const shown = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
