import { callerCredentials } from '@roster/eks/caller';
import { execCredential, mintToken, type Credentials } from '@roster/eks/token';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import type { Io } from '../io.ts';
import { requiredText, text } from '../options.ts';

export const token = command({
  options: {
    cluster: requiredText('--cluster <name>', "the cluster's name (of a local cluster on Outposts: its id)"),
    region: requiredText('--region <region>', 'its Region'),
    role: text('--role <arn>', 'assume this role first'),
  },
  exits: { 0: 'printed' },
  notes:
    'Prints a secret: an ExecCredential for kubectl, good for 14 minutes. Opens no store and does not call EKS.',
  run: async ({ io, out }, { options }) => {
    const { cluster, region, role } = options;
    const credentials =
      role === undefined ? await callerCredentials(io.env)() : await assumed(io, { region, role });
    const minted = await mintToken({ credentials, region, clusterId: cluster, signedAt: io.now() });
    out.raw(JSON.stringify(execCredential(minted, io.env['KUBERNETES_EXEC_INFO'])));
    return EXIT.ok;
  },
});

/** The clients of AWS are loaded only where one is needed: kubectl calls this command often. */
async function assumed(
  io: Io,
  visit: { readonly region: string; readonly role: string },
): Promise<Credentials> {
  const { connectAws } = await import('@roster/eks');
  return connectAws({ env: io.env, clock: io.now }).credentials({ ...visit, run: 'roster-token' });
}
