import { EXPIRY, machineName, tableNames, TABLE_KEY, type MachineName } from '@roster/workflow/deployment';
import { Fault } from '@roster/workflow/faults';
import { machineArn } from '../arns.ts';
import type {
  Deployment,
  DeploymentPlace,
  Execution,
  Machine,
  Schedule,
  Start,
  TableRole,
  TableState,
} from '../deployment.ts';

interface Failure {
  readonly error: string;
  readonly message: string;
}

/** How an execution ended; `earlier`: what failed before CloseRun did. */
export type Ending = 'succeeded' | 'aborted' | (Failure & { readonly earlier?: Failure });

/** Plays an execution to its end. */
export type Play = (what: Start) => Promise<Ending>;

/** What stands; a schedule is on unless it says otherwise. */
export interface Deployed {
  readonly machines?: readonly MachineName[];
  readonly schedules?: readonly { readonly machine: MachineName; readonly enabled?: boolean }[];
  readonly tables?: readonly TableRole[];
}

interface Played {
  readonly input: string;
  ending: Ending | undefined;
}

/** A deployment in memory, whose executions are played by `play`. It passes `deploymentContract`. */
export class FakeDeployment implements Deployment {
  readonly place: DeploymentPlace;
  private readonly play: Play;
  private readonly executions = new Map<string, Played>();
  private deployed: Deployed = {};

  constructor(place: DeploymentPlace, play: Play) {
    this.place = place;
    this.play = play;
  }

  /** From now on this stands, and nothing else. */
  deploy(deployed: Deployed): Promise<void> {
    this.deployed = deployed;
    return Promise.resolve();
  }

  start(what: Start): Promise<void> {
    const { machine, name } = what;
    const input = JSON.stringify(what.input);
    const stood = this.executions.get(keyOf(machine, name));
    if (!(this.deployed.machines ?? []).includes(machine)) {
      return rejected('NotFoundFault', `${machineArn(this.place, machine)}: there is no such state machine`);
    }
    if (stood !== undefined && (stood.input !== input || stood.ending !== undefined)) {
      return rejected('ConflictFault', `another execution was started as ${name}`);
    }
    if (stood === undefined) this.begin({ machine, name, input: JSON.parse(input) as unknown }, input);
    return Promise.resolve();
  }

  private begin(what: Start, input: string): void {
    const execution: Played = { input, ending: undefined };
    this.executions.set(keyOf(what.machine, what.name), execution);
    void this.play(what).then((ending) => (execution.ending ??= ending));
  }

  /** What somebody does in the console. */
  stop(machine: MachineName, name: string): Promise<void> {
    const execution = this.executions.get(keyOf(machine, name));
    if (execution !== undefined) execution.ending ??= 'aborted';
    return Promise.resolve();
  }

  /** Undefined where there is no such execution; `running` until it has ended. */
  ending(machine: MachineName, name: string): Ending | 'running' | undefined {
    const execution = this.executions.get(keyOf(machine, name));
    return execution && (execution.ending ?? 'running');
  }

  execution(machine: MachineName, name: string): Promise<Execution | undefined> {
    const ending = this.ending(machine, name);
    return Promise.resolve(ending && executionOf(ending));
  }

  machine(machine: MachineName): Promise<Machine | undefined> {
    const there = (this.deployed.machines ?? []).includes(machine);
    return Promise.resolve(there ? { arn: machineArn(this.place, machine), active: true } : undefined);
  }

  schedule(machine: MachineName): Promise<Schedule | undefined> {
    const found = this.deployed.schedules?.find((one) => one.machine === machine);
    if (found === undefined) return Promise.resolve(undefined);
    const starts = machineArn(this.place, machine);
    return Promise.resolve({
      enabled: found.enabled ?? true,
      expression: 'rate(1 hour)',
      starts,
      mode: machine,
    });
  }

  table(role: TableRole): Promise<TableState | undefined> {
    if (!(this.deployed.tables ?? []).includes(role)) return Promise.resolve(undefined);
    return Promise.resolve({
      name: tableNames(this.place.tables)[role],
      active: true,
      partitionKey: TABLE_KEY.partition,
      sortKey: TABLE_KEY.sort,
      deletionProtection: true,
      pointInTimeRecovery: true,
      expiry: role === 'journal' ? EXPIRY : '',
      writers: undefined,
    });
  }
}

const keyOf = (machine: MachineName, name: string): string => `${machineName('', machine)} ${name}`;

async function rejected(code: 'NotFoundFault' | 'ConflictFault', message: string): Promise<never> {
  await Promise.resolve();
  throw new Fault(code, message);
}

function executionOf(ending: Ending | 'running'): Execution {
  if (ending === 'running' || ending === 'succeeded') return { state: ending, error: '', message: '' };
  if (ending === 'aborted')
    return { state: 'failed', error: 'Aborted', message: 'somebody stopped the execution' };
  const { error, message } = ending.earlier ?? ending;
  return { state: 'failed', error, message };
}
