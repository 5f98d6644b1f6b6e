import { isFault } from '@roster/workflow';
import type { Io } from '../io.ts';
import { composeOutside } from '../compose.ts';
import { readStore, type Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { checkCatalog } from './catalog.ts';
import { checkClock } from './clock.ts';
import { checkCluster } from './cluster.ts';
import { checkCredentials } from './credentials.ts';
import { findingsOf, type CheckName, type Finding } from './finding.ts';
import { checkMachines } from './machines.ts';
import { checkRoles } from './roles.ts';
import { checkSchedules } from './schedules.ts';
import { callerOf, subjectOf, type DoctorRequest, type Subject } from './subject.ts';
import { checkTables } from './tables.ts';
import { remedyFor } from './unseen.ts';

type Check = (subject: Subject) => readonly Finding[] | Promise<readonly Finding[]>;

const CHECKS: readonly (readonly [CheckName, Check])[] = [
  ['credentials', checkCredentials],
  ['clock', checkClock],
  ['tables', checkTables],
  ['catalog', checkCatalog],
  ['machines', checkMachines],
  ['schedules', checkSchedules],
  ['roles', checkRoles],
  ['cluster', checkCluster],
];

/** Every check, one after the other, whatever the others found. UsageError for options that cannot be meant. */
export async function examine(io: Io, request: DoctorRequest): Promise<readonly Finding[]> {
  try {
    return await readStore(io, request.store, (store) => examineAll(io, request, store));
  } catch (error) {
    // The checks throw none: this is a store of this machine that does not open.
    if (!isFault(error)) throw error;
    const outside = composeOutside(io);
    const caller = await callerOf(io, outside);
    const closed = findingsOf('store').failed('the local store', error.message, remedyFor(error));
    return [...checkCredentials({ caller }), ...checkClock({ outside }), closed];
  }
}

async function examineAll(io: Io, request: DoctorRequest, store: Store): Promise<readonly Finding[]> {
  const subject = await subjectOf(io, request, store);
  const findings: Finding[] = [];
  for (const [name, check] of CHECKS) findings.push(...(await guarded(name, () => check(subject))));
  return findings;
}

/** A check that breaks is a finding. */
async function guarded(name: CheckName, check: () => ReturnType<Check>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    return [findingsOf(name).failed('this check', error.message, remedyFor(error))];
  }
}
