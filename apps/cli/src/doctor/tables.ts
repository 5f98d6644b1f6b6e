import type { Deployment, TableRole, TableState } from '@roster/deployment';
import { EXPIRY, TABLE_KEY, tableNames } from '@roster/workflow/deployment';
import { findingsOf, type Finding } from './finding.ts';
import { namesCaller } from './names-caller.ts';
import { orError, type Deployed, type Subject } from './subject.ts';
import { unseen } from './unseen.ts';

const { ok, warning, failed, skipped } = findingsOf('tables');

/** Are both tables there, usable, and protected? */
export async function checkTables({
  store,
  deployment,
  caller,
}: Deployed & Pick<Subject, 'caller'>): Promise<readonly Finding[]> {
  if (store.shared === undefined) return [skipped('the tables', 'a local store has none in AWS')];
  if (deployment === undefined) return [skipped('the tables', 'nobody can look without credentials')];
  const found = (['catalog', 'journal'] as const).map((role) => checkTable(deployment, role, caller));
  return (await Promise.all(found)).flat();
}

async function checkTable(
  deployment: Deployment,
  role: TableRole,
  caller: Subject['caller'],
): Promise<readonly Finding[]> {
  const { tables, account, region } = deployment.place;
  const name = tableNames(tables)[role];
  const table = await orError(deployment.table(role));
  if (table instanceof Error) return [unseen('tables', name, table)];
  if (table === undefined) {
    const remedy = `deploy the state stack (infra/) there; or is it another account, Region or prefix: --store, AWS_PROFILE?`;
    return [failed(name, `there is no such table in account ${account}, ${region}`, remedy)];
  }
  const broken = brokenness(table);
  if (broken.length > 0) return broken;
  const weak = weaknesses(table, role);
  if (weak.length > 0) return weak;
  return [
    ok(name, mayWrite(table, caller) ? 'active' : `active; you are none of its writers: ${NEEDED_FOR[role]}`),
  ];
}

/** What takes a writer of each table; to look, and to start a run in AWS, takes none. */
const NEEDED_FOR: Readonly<Record<TableRole, string>> = {
  catalog: 'to push takes one (catalogWriters of the stage)',
  journal: 'to hold, release, unlock or run from here takes one (journalWriters of the stage)',
};

const mayWrite = ({ writers }: TableState, caller: Subject['caller']): boolean =>
  writers === undefined || caller instanceof Error || namesCaller(writers, caller.arn);

function brokenness({ name, active, partitionKey, sortKey }: TableState): readonly Finding[] {
  if (!active) {
    return [failed(name, 'is not active', 'wait until it is; if it stays so, look at its key in KMS')];
  }
  if (partitionKey === TABLE_KEY.partition && sortKey === TABLE_KEY.sort) return [];
  const key = [partitionKey, sortKey].filter((part) => part !== '').join(' and ');
  return [
    failed(
      name,
      `its key is ${key}, not pk and sk: somebody else’s table`,
      'choose another prefix for --store',
    ),
  ];
}

const STACK = 'deploy the state stack (infra/) again, which sets it';

function weaknesses(table: TableState, role: TableRole): readonly Finding[] {
  const { name, deletionProtection, pointInTimeRecovery, expiry } = table;
  const expires = role === 'catalog' || expiry === undefined || expiry === EXPIRY;
  return [
    ...(deletionProtection ? [] : [warning(name, 'no deletion protection', STACK)]),
    ...(pointInTimeRecovery === false ? [warning(name, 'no point-in-time recovery', STACK)] : []),
    ...(expires ? [] : [warning(name, `nothing expires: its TTL is not on ${EXPIRY}`, STACK)]),
  ];
}
