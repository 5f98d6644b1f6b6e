import { connectAws, execCredential, mintToken } from '@roster/eks';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
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
    const aws = connectAws({ env: io.env, clock: io.now });
    const credentials = await aws.credentials({
      region,
      run: 'roster-token',
      ...(role === undefined ? {} : { role }),
    });
    const minted = await mintToken({ credentials, region, clusterId: cluster, signedAt: io.now() });
    out.raw(JSON.stringify(execCredential(minted, io.env['KUBERNETES_EXEC_INFO'])));
    return EXIT.ok;
  },
});
