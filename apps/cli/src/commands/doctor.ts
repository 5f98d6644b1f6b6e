import { command } from '../command.ts';
import { examine } from '../doctor/examine.ts';
import { renderFindings } from '../doctor/render-findings.ts';
import { EXIT } from '../exits.ts';
import { aCluster, flag, text } from '../options.ts';
import { storeOption } from '../store.ts';

export const doctor = command({
  options: {
    ...storeOption,
    cluster: text(
      '--cluster <name|arn>',
      'the cluster to get into; default: the first of the catalog',
      aCluster,
    ),
    write: flag('--write', 'take the write roles too: for who applies from here'),
  },
  exits: {
    0: 'nothing to put right',
    1: 'warnings',
    3: 'something is broken, or a cluster does not let us in',
  },
  notes:
    'It changes nothing. It takes each member role once, which the deployment reports as a use of them by a person.',
  run: async ({ io, out }, { options }) => {
    const findings = await examine(io, options);
    out.result(findings, renderFindings);
    if (findings.some(({ state }) => state === 'failed')) return EXIT.cluster;
    return findings.some(({ state }) => state === 'warning') ? EXIT.differs : EXIT.ok;
  },
});
