import type { Handlers } from '../src/local/index.ts';
import { Fault } from '../src/index.ts';
import type { Admitted, Mode, RunProgress, Target, Written } from '../src/index.ts';
import type { JournalDouble } from './journal-double.ts';

export const RUN = '20261124T081230Z-k3f9';
export const NOW = '2026-11-24T08:13:00.000Z';

/** Shards by step, each the number of its clusters: `[[2, 1], [1]]` is a step of two shards and one of one. */
export type Steps = readonly (readonly number[])[];

export const shardKey = (step: number, shard: number): string => `WRITING#RUN#${RUN}#0#${step}#${shard}`;
export const clusterName = (step: number, shard: number, index: number): string =>
  `arn:aws:eks:eu-west-1:111122223333:cluster/c-${step}-${shard}-${index}`;

/** Workers that find every cluster in sync, and open, gate and close a run of those steps. */
export function workers(steps: Steps, mode: Mode, journal: JournalDouble): Handlers {
  const progress = (step: number): RunProgress => ({
    run: RUN,
    mode,
    wave: 0,
    step,
    failures: 0,
    shards: (steps[step] ?? []).map((_, shard) => ({ shard: shardKey(step, shard) })),
    concurrency: 4,
    next: step < steps.length ? 'step' : 'close',
  });
  const handlers = {
    OpenRun: () => progress(0),
    Token: (input: Target): Admitted => ({ ...input, at: NOW, ...CONNECTED }),
    Apply: (input: Admitted) => ({ ...input, outcome: { kind: 'inSync', reason: '' } }),
    Verify: (input: Admitted) => ({ ...input, outcome: { kind: 'changed', reason: '' } }),
    Rollback: (input: Written) => ({ ...input, outcome: { kind: 'rolledBack', reason: 'nodes' } }),
    Gate: (input: RunProgress) => progress(input.step + 1),
    CloseRun: ({ end }: { end: End }) => close(end, steps, journal),
  };
  const asHandler = (state: keyof typeof handlers) => (input: unknown) =>
    Promise.resolve().then(() => handlers[state](input as never));
  return {
    OpenRun: asHandler('OpenRun'),
    Token: asHandler('Token'),
    Apply: asHandler('Apply'),
    Verify: asHandler('Verify'),
    Rollback: asHandler('Rollback'),
    Gate: asHandler('Gate'),
    CloseRun: asHandler('CloseRun'),
  };
}

const CONNECTED: Pick<Admitted, 'connection' | 'identity'> = {
  connection: {
    endpoint: 'https://127.0.0.1',
    certificateAuthority: 'Y2E=',
    authenticationMode: 'CONFIG_MAP',
    endpointAccess: 'public',
    tokenId: 'c',
  },
  identity: { username: 'roster', groups: [], arn: 'arn:aws:iam::111122223333:role/RosterRead' },
};

/** What Apply hands on when it wrote. */
export const written = (input: unknown): Written => ({
  ...(input as Admitted),
  deadline: '2026-11-24T08:14:00.000Z',
});

interface End {
  readonly error?: object;
  readonly next?: string;
}

function close(input: End, steps: Steps, journal: JournalDouble): object {
  const lines = steps.flatMap((sizes, step) =>
    sizes.flatMap((size, shard) =>
      Array.from({ length: size }, (_, index) =>
        journal.get(shardKey(step, shard), clusterName(step, shard, index)),
      ),
    ),
  );
  const pending = lines.filter((line) => line?.['standing']?.S === 'pending').length;
  if (input.error !== undefined || input.next === 'halt' || pending > 0) {
    throw new Fault('RunUnhealthyFault', `run ${RUN}: ${pending} clusters were never heard from`);
  }
  return { run: RUN, clusters: lines.length, counts: {}, halted: false };
}
