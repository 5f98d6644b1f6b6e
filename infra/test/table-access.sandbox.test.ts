import { WORKERS, type MachineName, type WorkerName } from '@roster/workflow';
import { runLocally } from '@roster/workflow/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { captureOutput, type Output } from '../../libs/worker/test/capture-output.ts';
import { handlers } from '../../libs/worker/test/deployment.ts';
import { openStage, type Stage } from '../../libs/worker/test/stage.ts';
import { accessOf, accessOfMachine, type TableAccess } from '../src/control-plane/table-access.ts';
import { allows, callOf, recordingDynamoDb, type TableCall } from './recorded-calls.ts';

type Caller = WorkerName | 'machine';
interface Recorded extends TableCall {
  readonly machine: MachineName;
  readonly caller: Caller;
}

const WORKER_OF = {
  OpenRun: 'plan',
  Token: 'token',
  Apply: 'apply',
  Verify: 'verify',
  Rollback: 'apply',
  Gate: 'report',
  CloseRun: 'report',
} as const satisfies Record<keyof typeof handlers, WorkerName>;

const foreignRow = (name: string) =>
  `- rolearn: arn:aws:iam::111122223333:role/${name}\n  username: ${name}\n  groups: [strangers]\n`;

const recorded: Recorded[] = [];
let machine: MachineName = 'plan';
let stage: Stage;
let output: Output;
const doors = new Map<WorkerName, Awaited<ReturnType<typeof recordingDynamoDb>>>();

beforeAll(async () => {
  output = captureOutput();
  stage = await openStage(4);
  const target = stage.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? stage.env['AWS_ENDPOINT_URL'] ?? '';
  for (const worker of WORKERS) {
    const tell = (call: TableCall) => recorded.push({ ...call, machine, caller: worker });
    doors.set(worker, await recordingDynamoDb(target, tell));
  }
});
afterAll(async () => {
  output.release();
  await stage.close();
  await Promise.all([...doors.values()].map((door) => door.stop()));
});

/** A worker makes its client at its first call, and keeps it: so it finds its own door then. */
function throughItsDoor(state: keyof typeof handlers) {
  return (event: unknown): Promise<unknown> => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', doors.get(WORKER_OF[state])?.url ?? '');
    return handlers[state](event);
  };
}

interface Run {
  readonly mode: 'plan' | 'apply' | 'verify';
  readonly clusters: readonly string[];
  readonly run: string;
  readonly execution?: string;
}

async function run({ mode, clusters, run: id, execution = id }: Run): Promise<void> {
  machine = mode === 'apply' ? 'apply' : 'plan';
  const own = (operation: string, request: unknown) =>
    recorded.push({
      ...callOf(operation, request as Parameters<typeof callOf>[1]),
      machine,
      caller: 'machine',
    });
  await runLocally({
    input: { run: id, mode, who: 'a test', clusters },
    execution,
    handlers: Object.fromEntries(
      Object.keys(handlers).map((state) => [state, throughItsDoor(state as keyof typeof handlers)]),
    ) as typeof handlers,
    dynamodb: {
      query: (request) => (own('Query', request), stage.dynamodb.query(request)),
      updateItem: (request) => (own('UpdateItem', request), stage.dynamodb.updateItem(request)),
    },
    journalTable: stage.journalTable,
    retryScale: 0,
  });
}

const accessOfCaller = (of: MachineName, caller: Caller): readonly TableAccess[] =>
  caller === 'machine' ? accessOfMachine(of) : accessOf(of, caller);

/** May be needed, and was not here. */
const NOT_SEEN = [
  // A verification that finds a cluster unhealthy: the clusters of this stage have nothing that could be.
  'plan verify PutItem HEALTH#*',
  'plan verify PutItem MESSAGES#*',
  // A write that begins with under five minutes of the lease left renews it.
  'apply apply PutItem LEASE',
];

describe('what workers do with the tables', () => {
  beforeAll(async () => {
    const [changed, worse, lockedOut, odd] = stage.arns as [string, string, string, string];
    const { sandbox } = stage;
    const asItWas = sandbox.cluster(changed).awsAuth() ?? {};
    // One cluster at first, so one call after another: the workers make their clients.
    await run({ mode: 'apply', clusters: [changed], run: '20261124T080000000Z-0001' });
    await run({ mode: 'plan', clusters: stage.arns, run: '20261124T081000000Z-0002' });
    sandbox.cluster(worse).setFaults({ nodesNotReadyAfterWrite: true });
    sandbox.cluster(lockedOut).setFaults({ identityRefusedAfterWrite: true });
    await run({ mode: 'apply', clusters: stage.arns, run: '20261124T082000000Z-0003' });
    await run({ mode: 'verify', clusters: [changed], run: '20261124T083000000Z-0004' });
    // Drifted, with a foreign row more: a second write, by which the snapshot before it gets its end.
    const drifted = (...strangers: readonly string[]) => {
      const rows = [asItWas['mapRoles'] ?? '', ...strangers.map(foreignRow)];
      sandbox.cluster(changed).setAwsAuth({ ...asItWas, mapRoles: rows.join('') });
    };
    drifted('one');
    await run({ mode: 'plan', clusters: [changed], run: '20261124T084000000Z-0005' });
    drifted('one', 'another');
    await run({ mode: 'apply', clusters: [changed], run: '20261124T085000000Z-0006' });
    for (const mode of ['plan', 'apply'] as const) {
      const again = { mode, clusters: [changed], run: `20261124T090000000Z-${mode}` };
      await run(again);
      // Started again by another execution; and one that nobody closed, and that told no input.
      await run({ ...again, execution: 'another' });
      await throughItsDoor('CloseRun')({
        ...{ executionArn: 'arn:a-third', name: 'a-third', status: 'ABORTED', input: null },
      });
    }
    // What is refused, and what cannot be read, has a message.
    sandbox.cluster(odd).setAwsAuth({ ...sandbox.cluster(odd).awsAuth(), mapUsers: '- {' });
    await run({ mode: 'plan', clusters: [odd], run: '20261124T090500000Z-0009' });
    sandbox.cluster(odd).setFaults({ describe: 'denied' });
    await run({ mode: 'plan', clusters: [odd], run: '20261124T090600000Z-0010' });
    await run({ mode: 'apply', clusters: [odd], run: '20261124T090700000Z-0011' });
    sandbox.cluster(odd).setFaults({ unauthorized: true });
    await run({ mode: 'plan', clusters: [odd], run: '20261124T090800000Z-0012' });
    await run({ mode: 'apply', clusters: [odd], run: '20261124T090900000Z-0013' });
    await stage.journal.takeLease(
      { run: 'another-run', execution: 'another' },
      new Date(),
      new Date(Date.now() + 60_000),
    );
    await run({ mode: 'apply', clusters: [changed], run: '20261124T091000000Z-0008' });
  }, 60_000);

  it('is what their roles allow', () => {
    const refused = recorded.filter(
      (call) => !accessOfCaller(call.machine, call.caller).some((access) => allows(access, call)),
    );
    expect(refused).toEqual([]);
  });

  it('is all that their roles allow', () => {
    const granted = (['plan', 'apply'] as const).flatMap((of) =>
      ([...WORKERS, 'machine'] as const).flatMap((caller) =>
        accessOfCaller(of, caller).flatMap(({ may, on = ['*'], ...access }) =>
          may.flatMap((operation) =>
            on.map((key) => ({ of, caller, access: { ...access, may: [operation], on: [key] } })),
          ),
        ),
      ),
    );
    const unused = granted.filter(
      ({ of, caller, access }) =>
        !recorded.some((call) => call.machine === of && call.caller === caller && touches(access, call)),
    );
    const told = unused.map(({ of, caller, access }) => `${of} ${caller} ${access.may[0]!} ${access.on[0]!}`);
    expect(told).toEqual(NOT_SEEN);
  });
});

/** True where a call made use of an access to one key: of several keys, one. */
function touches(access: TableAccess, call: TableCall): boolean {
  return call.keys.some((key) => allows(access, { ...call, keys: [key] }));
}
