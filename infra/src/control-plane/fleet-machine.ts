import { Aws, Duration } from 'aws-cdk-lib';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import {
  machineName,
  WORKERS,
  type MachineName,
  type Substitutions,
  type WorkerName,
} from '@roster/workflow';
import { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import type { TableReferences } from '../state/tables.ts';
import type { Stage } from '../stage.ts';
import { acknowledgeErrorsAlone } from './acknowledge.ts';
import { createMachineRole, letMapRun } from './machine-role.ts';
import type { WorkerNetwork } from './network.ts';
import { createLogGroup } from './retention.ts';
import { Worker } from './worker.ts';

const DEFINITION = fileURLToPath(import.meta.resolve('@roster/workflow/fleet-run.asl.json'));

/**
 * Longer than any run that moves: a step takes five minutes at most (its children are Express) and its Gate four, so
 * 10,000 clusters end within three hours, and one shard at a time (400 steps) within a day unless each shard is slow. What
 * is still there then hangs; it ends as `TIMED_OUT`, and the close rule closes its run. Without this an execution may
 * stand for a year (AWS Step Functions Developer Guide, "Using timeouts to avoid stuck Step Functions executions").
 */
const LONGEST = Duration.hours(24);

export interface FleetMachineProps {
  readonly stage: Stage;
  readonly machine: MachineName;
  readonly tables: TableReferences;
  /** The folder that holds a bundle a worker. */
  readonly bundles: string;
  readonly network: WorkerNetwork | undefined;
}

/** One of the two machines: the same file as everywhere, with five workers of its own. */
export class FleetMachine extends Construct {
  readonly machine: MachineName;
  readonly workers: Readonly<Record<WorkerName, Worker>>;
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: FleetMachineProps) {
    super(scope, id);
    const { stage, machine, tables } = props;
    const name = machineName(stage.prefix, machine);
    this.machine = machine;
    const workers = WORKERS.map((worker) => new Worker(this, worker, { ...props, worker }));
    this.workers = Object.fromEntries(workers.map((each) => [each.worker, each])) as Record<
      WorkerName,
      Worker
    >;
    const role = createMachineRole(this, {
      ...{ stage, machine, tables },
      workers: workers.map((each) => each.function),
    });
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(DEFINITION),
      definitionSubstitutions: this.substitutions(tables),
      timeout: LONGEST,
      role,
      logs: {
        // Under this name CloudWatch needs no policy a group, of which an account has ten (AWS Step Functions
        // Developer Guide, "Using CloudWatch Logs").
        destination: createLogGroup(this, `/aws/vendedlogs/states/${name}`),
        // Without execution data no other event names its cluster: what a cluster did stands in the journal, how in its
        // workers' logs and traces, and what failed here. All events would nearly double a plan's cost (../cost).
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
    acknowledgeErrorsAlone(this.stateMachine);
    letMapRun(this, { machine: this.stateMachine, name, role });
  }

  private substitutions({ journal }: TableReferences): Substitutions & Record<string, string> {
    const arn = (worker: WorkerName) => this.workers[worker].function.functionArn;
    return {
      PlanWorker: arn('plan'),
      TokenWorker: arn('token'),
      ApplyWorker: arn('apply'),
      VerifyWorker: arn('verify'),
      ReportWorker: arn('report'),
      JournalTable: journal.name,
      Partition: Aws.PARTITION,
    };
  }
}
