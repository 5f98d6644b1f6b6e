import type { Journal, RunClosed, RunEvents, RunHeader, RunNews } from '../ports/index.ts';
import { standingOf } from './fleet-standing.ts';
import { foreignNews, type ForeignNews } from './foreign-news.ts';
import type { Tally } from './tally.ts';

export interface End {
  readonly header: RunHeader;
  readonly closed: RunClosed;
  readonly tally: Readonly<Tally>;
  readonly healthy: boolean;
}

interface Telling {
  readonly journal: Journal;
  readonly events: RunEvents | undefined;
}

/**
 * Tells the world of a run that is closed, once: the header remembers it, and so does the status of each cluster with
 * new foreign rows. It is remembered after it was told, so a crash in between has it told twice, never not at all.
 */
export async function tellEnd(end: End, { journal, events }: Telling): Promise<void> {
  const { header, closed } = end;
  if (events === undefined || closed.told === closed.at) return;
  const { news, told } = await newsOf(end, journal);
  await events.tell(news);
  await journal.closeRun(header.run, { ...closed, told: closed.at });
  for (const [cluster, toldForeign] of told) await journal.patchStatus(cluster, { toldForeign });
}

async function newsOf(end: End, journal: Journal): Promise<{ news: RunNews } & Pick<ForeignNews, 'told'>> {
  const { header, closed, tally, healthy } = end;
  const { run, mode, who } = header;
  const mine = (await journal.listStatus()).filter(({ cluster }) => tally.clusters.has(cluster));
  const status = new Map(mine.map((one) => [one.cluster, one]));
  const { rows, told } = await foreignNews({ journal, run, compared: tally.compared, status });
  const { at, state, error, counts } = closed;
  const pastUntil = mode === 'verify' ? {} : { pastUntil: tally.pastUntil };
  const news: RunNews = {
    ...{ run, mode, who, at, state, healthy, counts, worse: tally.worse, foreign: rows },
    ...(error === undefined ? {} : { error }),
    ...(header.whole ? { standing: { ...standingOf(mine, new Date(at)), ...pastUntil } } : {}),
  };
  return { news, told };
}
