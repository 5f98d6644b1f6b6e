import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IDENTITIES, type MachineName, type WorkerName } from '@roster/workflow';
import { memberRolesOf, type Stage } from '../stage.ts';

/** A worker of one of the machines. */
export interface WorkerOf {
  readonly machine: MachineName;
  readonly worker: WorkerName;
}

/** The identities that a worker takes on clusters. */
export function identitiesOf({ machine, worker }: WorkerOf): readonly ('read' | 'write')[] {
  return (['read', 'write'] as const).filter((identity) =>
    IDENTITIES[identity].some((one) => one.machine === machine && one.worker === worker),
  );
}

/** The statements by which a worker takes its member roles: in every account of the organisation, and in no other. */
export function memberStatements(stage: Stage, of: WorkerOf): PolicyStatement[] {
  const names = memberRolesOf(stage);
  return identitiesOf(of).map(
    (identity) =>
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: [`arn:${Aws.PARTITION}:iam::*:role/${names[identity]}`],
        conditions: { StringEquals: { 'aws:ResourceOrgID': stage.organization } },
      }),
  );
}
