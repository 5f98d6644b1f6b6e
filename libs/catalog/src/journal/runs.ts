import type { Journal, RunHeader } from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import { expiresAfter } from '../tables/expiry.ts';
import { getItem, putItem, queryItems, updateItem, type Item, type Table } from '../tables/table.ts';

type Runs = Pick<Journal, 'openRun' | 'addExecution' | 'getRun' | 'listRuns' | 'closeRun'>;

const key = (run: string) => ({ pk: 'RUNS', sk: run });

/** The headers of runs: `RUNS` / run id. */
export function runsOf(table: Table): Runs {
  return {
    openRun: (header) =>
      putItem(
        table,
        { ...key(header.run), ...header, expires: expiresAfter(header.mode, header.openedAt) },
        { condition: 'attribute_not_exists(#pk)' },
      ),
    addExecution: (run, execution) => addExecution(table, run, execution),
    getRun: async (run) => {
      const item = await getItem(table, key(run));
      return item === undefined ? undefined : headerOf(item);
    },
    listRuns: async (limit) => {
      const query = { where: '#pk = :pk', values: { pk: 'RUNS' }, newestFirst: true, limit };
      return (await queryItems(table, query)).map(headerOf);
    },
    closeRun: async (run, closed) => {
      const update = 'SET #closed = :closed';
      const condition = 'attribute_exists(#pk)';
      if (!(await updateItem(table, key(run), { update, condition, values: { closed } }))) throw unknown(run);
    },
  };
}

async function addExecution(table: Table, run: string, execution: string): Promise<void> {
  const added = await updateItem(table, key(run), {
    update: 'SET #executions = list_append(#executions, :one)',
    condition: 'attribute_exists(#pk) AND NOT contains(#executions, :execution)',
    values: { one: [execution], execution },
  });
  if (!added && (await getItem(table, key(run))) === undefined) throw unknown(run);
}

function headerOf(item: Item): RunHeader {
  const header = Object.entries(item).filter(([name]) => !['pk', 'sk', 'expires'].includes(name));
  return Object.fromEntries(header) as unknown as RunHeader;
}

function unknown(run: string): Fault {
  return new Fault('NotFoundFault', `run ${run} was never opened`);
}
