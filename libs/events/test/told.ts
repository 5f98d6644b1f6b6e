import type { Outcome } from '@roster/access';
import { awsRequestHandler } from '@roster/eks';
import type { FleetStanding, ForeignRow, RunEvents } from '@roster/reconcile';
import { endOf, type Heard, type RunEnd } from '@roster/reconcile/testing';
import type { Sandbox } from '@roster/sandbox';
import { EVENTS, METRICS, OUTCOME_DIMENSION } from '@roster/workflow';
import { createEventsClient, createRunEvents } from '../src/index.ts';

export interface Told {
  readonly events: RunEvents;
  readonly lines: string[];
  readonly pauses: number[];
}

/** The adapter at that bus, found by the environment; waits are noted, not waited for. */
export function tellingTo(): Told {
  const lines: string[] = [];
  const pauses: number[] = [];
  const events = createRunEvents({
    client: createEventsClient({ region: 'eu-west-1', requestHandler: awsRequestHandler({}) }),
    prefix: 'roster',
    write: (line) => lines.push(line),
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { events, lines, pauses };
}

type Emf = Readonly<Record<string, unknown>>;

/** Every line of metrics, as CloudWatch reads it. */
const emfOf = (lines: readonly string[]): readonly Emf[] => lines.map((line) => JSON.parse(line) as Emf);

interface WorseDetail {
  readonly cluster: string;
  readonly was: string;
  readonly outcome: Outcome['kind'];
  readonly reason: string;
}

/** What somebody made of it who reads the bus and the metrics. */
export function heardFrom(sandbox: Sandbox, lines: readonly string[]): Heard {
  const of = <Detail>(type: string) =>
    sandbox
      .events()
      .filter(({ DetailType }) => DetailType === type)
      .map(({ Detail = '' }) => JSON.parse(Detail) as Detail);
  return {
    ended: of<RunEnd>(EVENTS.runEnded).map(endOf),
    worse: of<WorseDetail>(EVENTS.clusterWorse).map(({ cluster, was, outcome: kind, reason }) => ({
      ...{ cluster, was, outcome: { kind, reason } },
    })),
    foreign: of<ForeignRow>(EVENTS.foreignRow).map(({ cluster, principal, privileged, why }) => ({
      ...{ cluster, principal, privileged, why },
    })),
    ...measuredFrom(emfOf(lines)),
  };
}

function measuredFrom(emf: readonly Emf[]): Pick<Heard, 'standing' | 'leaseMinutes'> {
  const counts = Object.fromEntries(
    emf.flatMap((one) => (one[METRICS.clusters] ? [[one[OUTCOME_DIMENSION], one[METRICS.clusters]]] : [])),
  ) as FleetStanding['counts'];
  return {
    standing: emf
      .filter((one) => METRICS.drifted in one)
      .map((one) => ({
        counts,
        drifted: Number(one[METRICS.drifted]),
        oldestDriftHours: Number(one[METRICS.oldestDrift]),
        privileged: Number(one[METRICS.foreignPrivileged]),
        pastUntil: Number(one[METRICS.pastUntil]),
      })),
    leaseMinutes: emf.flatMap((one) => (METRICS.leaseHeld in one ? [Number(one[METRICS.leaseHeld])] : [])),
  };
}
