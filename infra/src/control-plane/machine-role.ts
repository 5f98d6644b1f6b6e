import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { machineRoleName, type MachineName } from '@roster/workflow';
import type { Construct } from 'constructs';
import { pathOf, type Stage } from '../stage.ts';
import type { TableReferences } from '../state/tables.ts';
import { acknowledgeExecutions, acknowledgeNoResource } from './acknowledge.ts';
import { accessOfMachine } from './table-access.ts';
import { tableStatements } from './table-statements.ts';

export interface MachineRoleProps {
  readonly stage: Pick<Stage, 'prefix' | 'rolePath'>;
  readonly machine: MachineName;
  readonly tables: TableReferences;
  readonly workers: readonly IFunction[];
}

export interface MapRun {
  readonly machine: StateMachine;
  readonly name: string;
  readonly role: Role;
}

/** The role of a machine: it calls its own workers, and does its own states' work in the journal. */
export function createMachineRole(scope: Construct, props: MachineRoleProps): Role {
  const { stage, machine, tables, workers } = props;
  const role = new Role(scope, 'Role', {
    roleName: machineRoleName(stage.prefix, machine, Stack.of(scope).region),
    ...pathOf(stage),
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
  });
  const invoke = new PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: workers.map(({ functionArn }) => functionArn),
  });
  for (const statement of [invoke, ...tableStatements(tables, accessOfMachine(machine))])
    role.addToPolicy(statement);
  acknowledgeNoResource(role);
  return role;
}

/**
 * What a Distributed Map needs, which a definition from a file is not given (AWS Step Functions Developer Guide, "IAM
 * policies for using Distributed Map states"). A policy apart: in the role's own, machine and role would wait for each
 * other. `name` is the machine's.
 */
export function letMapRun(scope: Construct, { machine, name, role }: MapRun): void {
  const [children, mapRuns] = [`${name}:*`, `${name}/*:*`];
  const executions = (resourceName: string) =>
    Stack.of(scope).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const allow = (actions: string[], resource: string) =>
    new PolicyStatement({ actions, resources: [resource] });
  const policy = new Policy(scope, 'MapPolicy', {
    roles: [role],
    statements: [
      allow(['states:StartExecution'], machine.stateMachineArn),
      allow(['states:DescribeExecution', 'states:StopExecution'], executions(children)),
      allow(['states:RedriveExecution'], executions(mapRuns)),
    ],
  });
  acknowledgeExecutions(policy, [children, mapRuns]);
}
