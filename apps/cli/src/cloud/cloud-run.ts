import type { Deployment } from '@roster/deployment';
import { isFault, type MachineName, type Mode } from '@roster/workflow';
import type { Context } from '../command.ts';
import type { RunReport } from '../report/run-report.ts';
import type { FleetRun } from '../run/run-fleet.ts';
import { runInput } from '../run/run-input.ts';
import { storedCatalog } from '../run/stored-catalog.ts';
import { UsageError } from '../usage-error.ts';
import { awsCaller } from '../who.ts';
import { deploymentOf } from './deployment-of.ts';
import { asksFor, showFollowing } from './show-following.ts';

/** Shards side by side where nobody says otherwise: the deployed machine's own number. */
const CONCURRENCY = 20;

/**
 * Starts the deployed machine with what a local run would be started with, and follows it; what it came to, or
 * undefined when the user left it going. UsageError where there is nothing to start.
 */
export async function cloudRun(context: Context, asked: FleetRun): Promise<RunReport | undefined> {
  const { io, out } = context;
  const { mode, request, store, details } = asked;
  if (request.files.length > 0) {
    throw new UsageError(
      '-f with --cloud: the deployed workers read the catalog; roster catalog push, or run here with --local',
    );
  }
  if (store.shared === undefined) {
    throw new UsageError(
      '--cloud needs the store that is deployed: --store dynamodb:<region>/<prefix>, or ROSTER_STORE',
    );
  }
  const caller = await awsCaller(io, store.shared.region);
  const who = () => Promise.resolve(caller.arn);
  const catalog = storedCatalog(store);
  const input = await runInput(io, { mode, request, catalog, concurrency: CONCURRENCY, who });
  const deployment = deploymentOf(io, store.shared, caller);
  const machine = machineFor(mode);
  // From here on Ctrl-C may come, and must not end us without a word about the run.
  const signal = io.interrupted();
  await started(deployment, machine, input);
  const { prefix, region, account } = deployment.place;
  out.note(
    `run ${input.run} was started as ${prefix}-${machine} in ${account}, ${region}; Ctrl-C leaves it going`,
  );
  const execution = asksFor(deployment, machine, input.run);
  return showFollowing(context, { run: input.run, store, execution, signal, details });
}

/** The plan machine's workers can reach no role that writes; they serve verify too (design.md). */
const machineFor = (mode: Mode): MachineName => (mode === 'apply' || mode === 'restore' ? 'apply' : 'plan');

async function started(
  deployment: Deployment,
  machine: MachineName,
  input: { readonly run: string },
): Promise<void> {
  try {
    await deployment.start({ machine, name: input.run, input });
  } catch (error) {
    if (!isFault(error, 'NotFoundFault')) throw error;
    throw await notDeployed(deployment, machine);
  }
}

async function notDeployed(deployment: Deployment, machine: MachineName): Promise<UsageError> {
  const { prefix, region, account } = deployment.place;
  const where = `account ${account}, ${region}`;
  if (machine === 'apply' && (await deployment.machine('plan')) !== undefined) {
    return new UsageError(
      `${prefix} in ${where} is deployed read-only: it has no machine that applies; ` +
        'deploy the stage without readOnly, or run here with --local',
    );
  }
  return new UsageError(
    `there is no machine ${prefix}-${machine} in ${where}: deploy infra/ there, look at --store, AWS_PROFILE and ` +
      'ROSTER_DEPLOYMENT (roster doctor helps), or run here with --local',
  );
}
