import type { RunNews } from '@roster/reconcile';
import { EVENT_SOURCE, EVENTS } from '@roster/workflow';

/** What PutEvents takes, of its fields those that we give. */
export interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  /** JSON of an object. */
  readonly Detail: string;
  /** ARNs of what the event is about. */
  readonly Resources: string[];
}

/** The news of a run as events (README.md, Events): its end first, then the clusters, then the rows. */
export function entriesOf(news: RunNews, prefix: string): readonly Entry[] {
  const { run, mode, who, at, state, healthy, error, message, counts } = news;
  const about = { prefix, run, mode };
  return [
    entry(EVENTS.runEnded, { ...about, who, at, state, healthy, error, message, counts }),
    ...news.worse.map(({ cluster, was, outcome: { kind, reason } }) =>
      entry(EVENTS.clusterWorse, { ...about, cluster, was, outcome: kind, reason }, [cluster]),
    ),
    ...news.foreign.map((row) =>
      entry(EVENTS.foreignRow, { ...about, ...row, principal: cut(row.principal), why: cut(row.why) }, [
        row.cluster,
      ]),
    ),
  ];
}

/** The longest ARN of IAM; what is longer matches nobody, and an event has 256 KB at most. */
const LONGEST = 2048;

/** A text that a cluster holds, with how much of it was left out. */
function cut(text: string): string {
  const more = text.length - LONGEST;
  return more > 0 ? `${text.slice(0, LONGEST)}… (${more} more characters)` : text;
}

/** What is undefined is left out. */
function entry(type: string, detail: object, resources: string[] = []): Entry {
  return { Source: EVENT_SOURCE, DetailType: type, Detail: JSON.stringify(detail), Resources: resources };
}
