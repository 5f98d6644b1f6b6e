import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { functionName, workerRoleName, type MachineName, type WorkerName } from '@roster/workflow';
import { Construct } from 'constructs';
import { join } from 'node:path';
import type { TableReferences } from '../state/tables.ts';
import { memberRolesOf, pathOf, type Stage } from '../stage.ts';
import { acknowledgeMembers, acknowledgeNoResource } from './acknowledge.ts';
import { putEventsStatement } from './event-bus.ts';
import { identitiesOf, memberStatements } from './member-access.ts';
import { networkStatement, type WorkerNetwork } from './network.ts';
import { createLogGroup } from './retention.ts';
import { accessOf } from './table-access.ts';
import { tableStatements } from './table-statements.ts';
import { workerEnvironment } from './worker-environment.ts';
import { WORKER_MEMORY, workerTimeout } from './worker-settings.ts';

export interface WorkerProps {
  readonly stage: Stage;
  readonly machine: MachineName;
  readonly worker: WorkerName;
  readonly tables: TableReferences;
  /** The folder that holds a bundle a worker. */
  readonly bundles: string;
  readonly network: WorkerNetwork | undefined;
}

/**
 * A worker of one of the machines: its function, its log group, and its role, which holds what its step needs. No
 * concurrency is reserved: what a run does at once is bounded by its shards, and a bound here would turn a busy hour
 * into faults.
 */
export class Worker extends Construct {
  readonly machine: MachineName;
  readonly worker: WorkerName;
  readonly function: Lambda;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { stage, machine, worker, bundles } = props;
    this.machine = machine;
    this.worker = worker;
    const name = functionName(stage.prefix, machine, worker);
    // Who reads or writes the tables alone needs no way to a cluster.
    const network = identitiesOf(props).length > 0 ? props.network : undefined;
    this.logGroup = createLogGroup(this, `/aws/lambda/${name}`);
    this.function = new Lambda(this, 'Function', {
      functionName: name,
      description: `Roster: ${worker} of the ${machine} machine`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(bundles, worker)),
      handler: 'index.handler',
      environment: workerEnvironment(props),
      timeout: Duration.seconds(workerTimeout(worker)),
      memorySize: WORKER_MEMORY[worker],
      role: this.createRole(props, network),
      logGroup: this.logGroup,
      tracing: Tracing.ACTIVE,
      ...network?.placement,
    });
  }

  private createRole(
    { stage, machine, worker, tables }: WorkerProps,
    network: WorkerNetwork | undefined,
  ): Role {
    const role = new Role(this, 'Role', {
      roleName: workerRoleName(stage.prefix, machine, worker, Stack.of(this).region),
      ...pathOf(stage),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const statements = [
      ...tableStatements(tables, accessOf(machine, worker)),
      ...memberStatements(stage, { machine, worker }),
      ...(worker === 'report' ? [putEventsStatement(this)] : []),
      ...(network === undefined ? [] : [networkStatement()]),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    this.logGroup.grantWrite(role);
    acknowledgeNoResource(role);
    for (const identity of identitiesOf({ machine, worker })) {
      acknowledgeMembers(role, memberRolesOf(stage)[identity]);
    }
    return role;
  }
}
