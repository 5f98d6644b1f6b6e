import type { Journal, RunClosed, RunEvents, RunHeader, RunNews } from '../ports/index.ts';
import { standingOf } from './fleet-standing.ts';
import { foreignNews, type ForeignNews } from './foreign-news.ts';
import type { Tally } from './tally.ts';
import { whyUntold } from './why-untold.ts';

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
 * new foreign rows. A preview is nobody's news. It is remembered after it was told, so a crash in between has it told twice, never not at all.
 */
export async function tellEnd(end: End, { journal, events }: Telling): Promise<void> {
  const { header, closed } = end;
  if (events === undefined || closed.told === closed.at || header.preview === true) return;
  const { news, told } = await newsOf(end, journal);
  await events.tell(news);
  await journal.closeRun(header, { ...closed, told: closed.at });
  const hindered = await rememberTold(journal, told);
  if (hindered !== undefined) throw hindered;
}

/**
 * So many statuses are written side by side. They share a partition, which takes 1,000 writes a second (Amazon DynamoDB
 * Developer Guide, "Partition throughput"): ten at a time, each a hundredth of a second, come near that.
 */
const WIDTH = 10;

/** One whose status cannot be written, for it is full, does not keep the others from being remembered. */
async function rememberTold(journal: Journal, told: ForeignNews['told']): Promise<Error | undefined> {
  const all = [...told];
  let hindered: Error | undefined;
  for (let from = 0; from < all.length; from += WIDTH) {
    const patches = all
      .slice(from, from + WIDTH)
      .map(([cluster, toldForeign]) => whyUntold(() => journal.patchStatus(cluster, { toldForeign })));
    for (const error of await Promise.all(patches)) hindered = error ?? hindered;
  }
  return hindered;
}

async function newsOf(end: End, journal: Journal): Promise<{ news: RunNews } & Pick<ForeignNews, 'told'>> {
  const { header, closed, tally, healthy } = end;
  const { run, mode, who } = header;
  const mine = (await journal.listStatus()).filter(({ cluster }) => tally.clusters.has(cluster));
  const status = new Map(mine.map((one) => [one.cluster, one]));
  const { rows, told } = await foreignNews({ journal, run: header, compared: tally.compared, status });
  const { at, state, error, message, counts } = closed;
  const pastUntil = mode === 'verify' ? {} : { pastUntil: tally.pastUntil };
  const news: RunNews = {
    ...{ run, mode, who, at, state, healthy, counts, worse: tally.worse, foreign: rows },
    ...(error === undefined ? {} : { error }),
    ...(message === undefined ? {} : { message }),
    ...(header.whole ? { standing: { ...standingOf(mine, new Date(at)), ...pastUntil } } : {}),
  };
  return { news, told };
}
