import type { Journal, RunHeader, RunKey, RunRange } from '@roster/reconcile';
import { Fault, runsPartition, writesClusters } from '@roster/workflow';
import { expiresAfter } from '../tables/expiry.ts';
import { getItem, putItem, queryItems, updateItem, type Item, type Table } from '../tables/table.ts';

type Runs = Pick<Journal, 'openRun' | 'addExecution' | 'getRun' | 'findRun' | 'listRuns' | 'closeRun'>;

const key = ({ run, mode }: RunKey) => ({ pk: runsPartition(mode), sk: run });

/** A mode of each of the two kinds of runs: those that write to clusters, and those that look. */
const KINDS = ['apply', 'plan'] as const;

/** The headers of runs: `RUNS` / run id, of writing runs `WRITING#RUNS` / run id. */
export function runsOf(table: Table): Runs {
  return {
    openRun: (header) =>
      putItem(
        table,
        { ...key(header), ...header, expires: expiresAfter(header.mode, header.openedAt) },
        { condition: 'attribute_not_exists(#pk)' },
      ),
    addExecution: (run, execution) => addExecution(table, run, execution),
    getRun: (run) => readHeader(table, run),
    findRun: async (run) => {
      const found = await Promise.all(KINDS.map((mode) => readHeader(table, { run, mode })));
      // OpenRun opens no second run of one id; where there are two all the same, the one that writes counts.
      return found.find((header) => header !== undefined);
    },
    listRuns: async (limit, range = {}) => {
      const found = await Promise.all(
        KINDS.map((mode) => newest(table, runsPartition(mode), { limit, range })),
      );
      return found
        .flat()
        .sort((a, b) => (a.run < b.run ? 1 : -1))
        .slice(0, limit);
    },
    closeRun: async (run, closed) => {
      const update = 'SET #closed = :closed';
      const condition = 'attribute_exists(#pk)';
      if (!(await updateItem(table, key(run), { update, condition, values: { closed } }))) throw unknown(run);
    },
  };
}

async function readHeader(table: Table, run: RunKey): Promise<RunHeader | undefined> {
  const item = await getItem(table, key(run));
  return item === undefined ? undefined : headerOf(table, item);
}

/** Ids begin with a digit, and hold ASCII alone. */
const [FIRST, LAST] = ['0', '~'] as const;

interface Page {
  readonly limit: number;
  readonly range: RunRange;
}

async function newest(
  table: Table,
  partition: string,
  { limit, range }: Page,
): Promise<readonly RunHeader[]> {
  const { from = FIRST, before = LAST } = range;
  if (from >= before) return [];
  // BETWEEN takes its ends with it, and a key has one condition.
  const query = {
    where: '#pk = :pk AND #sk BETWEEN :from AND :before',
    values: { pk: partition, from, before },
    newestFirst: true,
    limit: limit + 1,
  };
  const items = (await queryItems(table, query)).filter(({ sk }) => sk !== before);
  return items.slice(0, limit).map((item) => headerOf(table, item));
}

async function addExecution(table: Table, run: RunKey, execution: string): Promise<void> {
  const added = await updateItem(table, key(run), {
    update: 'SET #executions = list_append(#executions, :one)',
    condition: 'attribute_exists(#pk) AND NOT contains(#executions, :execution)',
    values: { one: [execution], execution },
  });
  if (!added && (await getItem(table, key(run))) === undefined) throw unknown(run);
}

/** A header whose mode or id is another than its key says was not written by us: BadInputFault. */
function headerOf(table: Table, item: Item): RunHeader {
  const fields = Object.entries(item).filter(([name]) => !['pk', 'sk', 'expires'].includes(name));
  const header = Object.fromEntries(fields) as unknown as RunHeader;
  if (header.run === item.sk && runsPartition(header.mode) === item.pk) return header;
  const kind = writesClusters(header.mode) ? 'a run that writes' : 'a run that looks';
  throw new Fault(
    'BadInputFault',
    `table ${table.name}: the item ${item.pk} ${item.sk} is not Roster's: it is about ${kind}, ${header.run}; delete it`,
  );
}

function unknown({ run, mode }: RunKey): Fault {
  return new Fault('NotFoundFault', `run ${run} was never opened in mode ${mode}`);
}
