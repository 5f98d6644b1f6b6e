import type { RunReport } from '../report/run-report.ts';
import { outcomeText } from './condition.ts';
import type { DemoFleet } from './fleet.ts';

/** A cluster that came out otherwise than was planted. */
export interface Disagreement {
  readonly cluster: string;
  /** The name of what was planted. */
  readonly condition: string;
  readonly step: 'plan' | 'apply' | 'apply again';
  readonly expected: string;
  readonly found: string;
}

const STEPS = ['plan', 'apply', 'apply again'] as const;

/** Holds what the three runs recorded against what was planted, cluster for cluster. */
export function compare({ planted }: DemoFleet, reports: readonly RunReport[]): readonly Disagreement[] {
  return STEPS.flatMap((step, index) => {
    const results = new Map(reports[index]?.results.map((result) => [result.cluster, result]));
    return [...planted].flatMap(([cluster, { name, expected }]): Disagreement[] => {
      const result = results.get(cluster);
      const found =
        result === undefined || result.outcome === 'pending'
          ? 'pending'
          : outcomeText({ kind: result.outcome, reason: result.reason });
      const wanted = expected[index] ?? '';
      return found === wanted ? [] : [{ cluster, condition: name, step, expected: wanted, found }];
    });
  });
}
