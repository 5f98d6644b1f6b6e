import { parseClusterArn } from '@roster/access/arn';
import { callerOf, handlerWhenCalled } from '@roster/eks/caller';
import { createAwsClock, type AwsClock } from '@roster/eks/clock';
import { execCredential, mintToken, type Credentials } from '@roster/eks/token';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import type { Io } from '../io.ts';
import { aCluster, aRegion, assertRegion, requiredText, text } from '../options.ts';
import { UsageError } from '../usage-error.ts';

export const token = command({
  options: {
    cluster: requiredText(
      '--cluster <name|arn>',
      "the cluster's name or ARN (of a local cluster on Outposts: its id)",
      aCluster,
    ),
    region: text('--region <region>', 'its Region, unless its ARN says it', aRegion),
    role: text('--role <arn>', 'assume this role first'),
  },
  exits: { 0: 'printed' },
  notes:
    'Prints a secret: an ExecCredential for kubectl, good for 14 minutes. Opens no store and does not call EKS.\nWith keys of the environment it calls nobody, and signs by the clock of this machine: if that is off the cluster refuses the token; roster doctor shows it.',
  run: async ({ io, out }, { options }) => {
    const { role } = options;
    const { name, region } = placeOf(options.cluster, options.region);
    const { credentials, clock } =
      role === undefined ? await callersOwn(io, region) : await assumed(io, { region, role });
    const at = { signedAt: clock.now(), here: clock.here };
    const minted = await mintToken({ credentials, region, clusterId: name, ...at });
    out.raw(JSON.stringify(execCredential(minted, io.env['KUBERNETES_EXEC_INFO'])));
    return EXIT.ok;
  },
});

/** The name that a token is signed for, and the Region whose STS checks it. */
function placeOf(cluster: string, given: string | undefined) {
  assertRegion(cluster, given === undefined ? [] : [given]);
  const { name, region } = parseClusterArn(cluster) ?? { name: cluster, region: given };
  if (region === undefined) throw new UsageError('--region is missing: only an ARN as --cluster says it');
  return { name, region };
}

interface Found {
  readonly credentials: Credentials;
  /** By what AWS has answered on the way: keys of the environment need no answer, and then it is our own. */
  readonly clock: AwsClock;
}

async function callersOwn({ env, now }: Io, region: string): Promise<Found> {
  const clock = createAwsClock(now);
  const caller = callerOf({ env, clock: clock.now, requestHandler: handlerWhenCalled(env, clock) });
  return { credentials: await caller.credentials(region), clock };
}

/** The clients of AWS are loaded only where one is needed: kubectl calls this command often. */
async function assumed(io: Io, visit: { readonly region: string; readonly role: string }): Promise<Found> {
  const { connectAws } = await import('@roster/eks');
  const aws = connectAws({ env: io.env, clock: io.now });
  return { credentials: await aws.credentials({ ...visit, run: 'roster-token' }), clock: aws.clock };
}
