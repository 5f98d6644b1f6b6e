import { z } from 'zod';
import { AccountId, ClusterName, RegionName, RoleTemplate, Text } from './texts.ts';

export const RolesEntry = z
  .strictObject({ read: RoleTemplate.exactOptional(), write: RoleTemplate.exactOptional() })
  .meta({ description: 'Two identities, so that looking cannot write.' });

const DaemonSetEntry = z.strictObject({
  namespace: Text,
  name: Text,
  nodeSelector: z.record(z.string(), z.string()).exactOptional(),
});

const PodEntry = z.strictObject({
  namespace: Text,
  namePrefix: Text,
  min: z.int().min(0, 'must not be negative').default(1),
});

const AccessEntry = z
  .strictObject({
    group: Text.exactOptional(),
    user: Text.exactOptional(),
    verb: Text,
    resource: Text,
    apiGroup: z.string().exactOptional(),
    namespace: Text.exactOptional(),
  })
  .refine(({ group, user }) => (group === undefined) !== (user === undefined), {
    message: 'must name either a group or a user',
  });

const ChecksEntry = z
  .strictObject({
    daemonSets: z.array(DaemonSetEntry).default([]),
    pods: z.array(PodEntry).default([]),
    access: z.array(AccessEntry).default([]),
  })
  .meta({ description: 'What must work on the cluster, before and after a write.' });

export const ClusterEntry = z.strictObject({
  name: ClusterName,
  account: AccountId,
  region: RegionName,
  labels: z.record(z.string(), z.string()).default({}),
  roles: RolesEntry.exactOptional(),
  checks: ChecksEntry.default({ daemonSets: [], pods: [], access: [] }),
});
export type ClusterEntry = z.infer<typeof ClusterEntry>;
