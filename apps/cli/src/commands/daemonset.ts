import { clusterOptions, connectedTo } from '../cluster/connected.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { aNamespace, text } from '../options.ts';
import { safe } from '../output/escape.ts';
import { table } from '../output/table.ts';
import { UsageError } from '../usage-error.ts';

export const daemonset = command({
  operands: [{ name: '<name>', summary: 'of the daemonset' }],
  options: {
    ...clusterOptions,
    namespace: text('-n, --namespace <namespace>', 'default: kube-system', aNamespace),
  },
  exits: { 0: 'shown', 3: 'the cluster cannot be reached, or does not let us in' },
  run: async ({ io, out }, { options, operands }) => {
    const { connection, outside, asked } = await connectedTo(io, options);
    const named = { namespace: options.namespace ?? 'kube-system', name: operands[0] ?? '' };
    const found = await asked(outside.clusterApi.readDaemonSet(connection, named));
    if (found === undefined) throw new UsageError(`there is no daemonset ${named.namespace}/${named.name}`);
    out.result(
      { ...named, ...found },
      ({ desired, current, ready, updated, available, misscheduled, nodeSelector }) => {
        const selector = Object.entries(nodeSelector).map(([key, value]) => `${safe(key)}=${safe(value)}`);
        return table([
          ['daemonset', `${named.namespace}/${named.name}`],
          ['desired', String(desired)],
          ['current', String(current)],
          ['ready', String(ready)],
          ['updated', String(updated)],
          ['available', String(available)],
          ['misscheduled', String(misscheduled)],
          ['node selector', selector.length === 0 ? '(none)' : selector.join(', ')],
        ]);
      },
    );
    return EXIT.ok;
  },
});
