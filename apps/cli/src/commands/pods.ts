import { Fault, isFault } from '@roster/workflow';
import { clusterOptions, connectedTo } from '../cluster/connected.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { aNamespace, flag, text } from '../options.ts';
import { safe } from '../output/escape.ts';
import { table } from '../output/table.ts';
import { UsageError } from '../usage-error.ts';

const HEAD = ['pod', 'ready', 'phase', 'node', 'ip'];

export const pods = command({
  options: {
    ...clusterOptions,
    namespace: text('-n, --namespace <namespace>', 'default: default', aNamespace),
    all: flag('-A, --all-namespaces', 'the pods of all namespaces'),
    prefix: text('--prefix <text>', 'pods whose names begin so'),
  },
  exits: { 0: 'listed', 3: 'the cluster cannot be reached, or does not let us in' },
  run: async ({ io, out }, { options: { all, ...options } }) => {
    if (all && options.namespace !== undefined)
      throw new UsageError('-n names a namespace, and -A means all: leave one of the two out');
    const { connection, outside, asked } = await connectedTo(io, options);
    const namespace = all ? undefined : (options.namespace ?? 'default');
    const query = { namespace, namePrefix: options.prefix ?? '' };
    const listed = Array.fromAsync(outside.clusterApi.listPods(connection, query));
    const found = await asked(listed).catch((error: unknown) => {
      throw all ? withRights(error) : error;
    });
    const where = all ? ['namespace'] : [];
    out.result(found, (pods, paint) =>
      pods.length === 0
        ? `no such pod in ${namespace ?? 'any namespace'}`
        : table([
            [...where, ...HEAD].map((head) => paint('dim', head)),
            ...pods.map(({ name, phase, containers, node, ip, ...pod }) => [
              ...(all ? [safe(pod.namespace)] : []),
              safe(name),
              `${String(containers.ready)}/${String(containers.total)}`,
              safe(phase),
              safe(node),
              safe(ip),
            ]),
          ]),
    );
    return EXIT.ok;
  },
});

/** One who may list the pods of a namespace need not be allowed to list all. */
function withRights(error: unknown): unknown {
  if (!isFault(error) || !error.message.includes('HTTP 403')) return error;
  const why =
    'A ClusterRole has to allow that. Roster’s read role has that by infra/rbac/read.yaml; with another role, name a namespace with -n';
  return new Fault('DeniedFault', `${error.message}. ${why}`);
}
