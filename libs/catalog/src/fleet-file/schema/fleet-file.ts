import { REST } from '@roster/access';
import { z } from 'zod';
import { ClusterEntry, RolesEntry } from './cluster.ts';
import { GrantEntry } from './grant.ts';
import { SelectorEntry } from './selector.ts';
import { AccountId, GroupName, PrincipalArn, Text } from './texts.ts';

const Waves = z
  .array(z.strictObject({ name: Text, clusters: SelectorEntry }))
  .superRefine((waves, context) => {
    const firsts = new Map<string, number>();
    for (const [index, { name }] of waves.entries()) {
      const first = firsts.get(name) ?? index;
      firsts.set(name, first);
      const add = (message: string) => context.addIssue({ code: 'custom', path: [index, 'name'], message });
      if (first < index) add(`is the name of waves[${first}] too`);
      if (name === REST) add('is the name of the last wave, of all clusters that no wave matches');
    }
  });

const BUDGET = 'must be a number of clusters, or a share such as 5%';
const Share = z
  .string()
  .regex(/^\d{1,2}(\.\d+)?%$|^100%$/, BUDGET)
  .refine((share) => parseFloat(share) > 0, BUDGET);
const FailureBudget = z
  .union([z.int(BUDGET).min(1, BUDGET), Share], { error: BUDGET })
  .meta({ description: 'How many clusters of a wave may fail before the run halts: a number, or a share.' });

/** One file of a fleet. All lists may be absent: a fleet may lie in several files. */
export const FleetFile = z.strictObject({
  apiVersion: z.literal('roster/v1'),
  defaults: z.strictObject({ roles: RolesEntry.exactOptional() }).exactOptional(),
  rollout: z
    .strictObject({ waves: Waves.exactOptional(), failureBudget: FailureBudget.exactOptional() })
    .exactOptional(),
  protected: z
    .array(PrincipalArn)
    .exactOptional()
    .meta({ description: 'Break-glass: principals that no run may remove.' }),
  trustedAccounts: z
    .array(AccountId)
    .exactOptional()
    .meta({ description: 'Other accounts whose principals may be given privileged access.' }),
  privilegedGroups: z.array(GroupName).exactOptional().meta({
    description: 'Groups that count as privileged besides system:masters, system:…, eks:… and so on.',
  }),
  denied: z.array(PrincipalArn).exactOptional().meta({
    description: 'For an incident: principals that are removed from every cluster, held ones too.',
  }),
  ownership: z
    .array(z.strictObject({ clusters: SelectorEntry, mode: z.enum(['merge', 'exclusive']) }))
    .exactOptional()
    .meta({ description: 'Whether foreign rows stay (merge) or go (exclusive): the first that matches.' }),
  clusters: z.array(ClusterEntry).exactOptional(),
  grants: z.array(GrantEntry).exactOptional(),
});
export type FleetFile = z.infer<typeof FleetFile>;
