import type { MachineName } from '@roster/workflow/deployment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment, Execution } from '../deployment.ts';
import type { Deployed, Ending, Play } from './fake-deployment.ts';

export interface DeploymentUnderTest extends AsyncDisposable {
  readonly deployment: Deployment;
  /** Makes it stand, beside nothing else. */
  deploy(what: Deployed): Promise<void>;
  /** Ends an execution from outside. */
  stop(machine: MachineName, name: string): Promise<void>;
}

/** How the suite's machines go on, by their input: for ever, well, or to an error before CloseRun, or in it. */
type Goes = 'on' | 'well' | 'wrong' | 'unhealthy';

const UNHEALTHY = { error: 'RunUnhealthyFault', message: 'run r was not opened' };
/** What Step Functions says of a function that there is not. */
const WRONG = { error: 'Lambda.ResourceNotFoundException', message: 'Function not found: nope' };

/** The suite's machine, for a fake. */
export const playSuite: Play = ({ input }) => {
  const endings: Readonly<Record<Goes, Ending | undefined>> = {
    on: undefined,
    well: 'succeeded',
    wrong: { ...UNHEALTHY, earlier: WRONG },
    unhealthy: UNHEALTHY,
  };
  const ending = endings[(input as { goes: Goes }).goes];
  return ending === undefined ? new Promise(() => undefined) : Promise.resolve(ending);
};

const goes = (how: Goes) => ({ Variable: '$.goes', StringEquals: how });

/** The suite's machine in Amazon States Language. */
export const SUITE_MACHINE = {
  StartAt: 'Choose',
  States: {
    Choose: {
      Type: 'Choice',
      Choices: [
        { ...goes('on'), Next: 'Wait' },
        { ...goes('wrong'), Next: 'OpenRun' },
        { ...goes('unhealthy'), Next: 'CloseRun' },
      ],
      Default: 'Well',
    },
    Wait: { Type: 'Wait', Seconds: 3600, End: true },
    OpenRun: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'nope' },
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'CloseRun' }],
      End: true,
    },
    CloseRun: {
      Type: 'Fail',
      Error: UNHEALTHY.error,
      Cause: JSON.stringify({ errorType: UNHEALTHY.error, errorMessage: UNHEALTHY.message, trace: [] }),
    },
    Well: { Type: 'Succeed' },
  },
} as const;

/** The contract of the port Deployment. */
export function deploymentContract(make: () => Promise<DeploymentUnderTest>): void {
  let under: DeploymentUnderTest;
  let deployment: Deployment;
  beforeAll(async () => {
    under = await make();
    ({ deployment } = under);
    await under.deploy({
      machines: ['plan'],
      schedules: [{ machine: 'plan' }, { machine: 'apply', enabled: false }],
      tables: ['journal'],
    });
  });
  afterAll(() => under[Symbol.asyncDispose]());

  const start = (name: string, how: Goes, machine: MachineName = 'plan') =>
    deployment.start({ machine, name, input: { goes: how } });
  const ended = (name: string): Promise<Execution> =>
    expect
      .poll(() => deployment.execution('plan', name), { timeout: 10_000 })
      .toMatchObject({ state: expect.stringMatching(/succeeded|failed/) as unknown })
      .then(async () => (await deployment.execution('plan', name))!);

  describe('executions', () => {
    it('runs until it ends', async () => {
      await start('on', 'on');
      expect(await deployment.execution('plan', 'on')).toEqual({ state: 'running', error: '', message: '' });
      await start('well', 'well');
      expect(await ended('well')).toEqual({ state: 'succeeded', error: '', message: '' });
    });

    it('tells the error that came before CloseRun’s, else CloseRun’s own by its message', async () => {
      await start('wrong', 'wrong');
      expect(await ended('wrong')).toEqual({ state: 'failed', ...WRONG });
      await start('unhealthy', 'unhealthy');
      expect(await ended('unhealthy')).toEqual({ state: 'failed', ...UNHEALTHY });
    });

    it('is told when somebody stopped it', async () => {
      await start('stopped', 'on');
      await under.stop('plan', 'stopped');
      expect(await ended('stopped')).toMatchObject({ state: 'failed', error: 'Aborted' });
    });

    it('takes a name once', async () => {
      await start('once', 'on');
      await expect(start('once', 'well')).rejects.toMatchObject({ name: 'ConflictFault' });
    });

    it('knows no execution and no machine that there is not', async () => {
      expect(await deployment.execution('plan', 'never')).toBeUndefined();
      expect(await deployment.execution('apply', 'never')).toBeUndefined();
      await expect(start('any', 'well', 'apply')).rejects.toMatchObject({ name: 'NotFoundFault' });
    });
  });

  describe('what stands', () => {
    it('machines', async () => {
      const { account, region, prefix } = deployment.place;
      const arn = `arn:aws:states:${region}:${account}:stateMachine:${prefix}-plan`;
      expect(await deployment.machine('plan')).toEqual({ arn, active: true });
      expect(await deployment.machine('apply')).toBeUndefined();
    });

    it('schedules, what they start, and whether they are on', async () => {
      const plan = await deployment.schedule('plan');
      expect(plan).toMatchObject({ enabled: true, expression: 'rate(1 hour)', mode: 'plan' });
      expect(plan?.starts).toBe((await deployment.machine('plan'))?.arn);
      expect(await deployment.schedule('apply')).toMatchObject({ enabled: false, mode: 'apply' });
    });

    it('tables and their keys', async () => {
      const name = `${deployment.place.tables}-journal`;
      const keys = { partitionKey: 'pk', sortKey: 'sk' };
      expect(await deployment.table('journal')).toMatchObject({ name, active: true, ...keys });
      expect(await deployment.table('catalog')).toBeUndefined();
    });
  });
}
