import { clusterOptions, connectedTo } from '../cluster/connected.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { text } from '../options.ts';
import { safe } from '../output/escape.ts';
import { table } from '../output/table.ts';

const HEAD = ['pod', 'ready', 'phase', 'node'];

export const pods = command({
  options: {
    ...clusterOptions,
    namespace: text('-n, --namespace <namespace>', 'default: default'),
    prefix: text('--prefix <text>', 'pods whose names begin so'),
  },
  exits: { 0: 'listed', 3: 'the cluster cannot be reached, or does not let us in' },
  run: async ({ io, out }, { options }) => {
    const { connection, outside } = await connectedTo(io, options);
    const query = { namespace: options.namespace ?? 'default', namePrefix: options.prefix ?? '' };
    const found = await Array.fromAsync(outside.clusterApi.listPods(connection, query));
    out.result(found, (all, paint) =>
      all.length === 0
        ? `no such pod in ${query.namespace}`
        : table([
            HEAD.map((head) => paint('dim', head)),
            ...all.map(({ name, phase, containers, node }) => [
              safe(name),
              `${String(containers.ready)}/${String(containers.total)}`,
              safe(phase),
              safe(node),
            ]),
          ]),
    );
    return EXIT.ok;
  },
});
