import { canonicalPrincipal } from '@roster/access';
import type { ControlPlaneCluster } from '../options.ts';

interface Way {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/**
 * What the authenticator's MountedFile backend maps before aws-auth is asked, as its configuration file has it: those
 * whom EKS lets in without a row. Undefined where there is nobody.
 */
export function mountedFile({ creator, accessEntries = [] }: ControlPlaneCluster): object | undefined {
  const ways: readonly Way[] = [
    // As EKS names whoever made the cluster.
    ...(creator === undefined
      ? []
      : [{ arn: creator, username: 'kubernetes-admin', groups: ['system:masters'] }]),
    ...accessEntries.map(({ principalArn: arn, username = arn, groups = [] }) => ({ arn, username, groups })),
  ];
  // A role's path never matches (facts.md).
  const rows = ways.map((way) => ({ ...way, arn: canonicalPrincipal(way.arn) ?? way.arn }));
  const isRole = ({ arn }: Way) => arn.includes(':role/');
  const mapRoles = rows.filter(isRole).map(({ arn, ...as }) => ({ rolearn: arn, ...as }));
  const mapUsers = rows.filter((row) => !isRole(row)).map(({ arn, ...as }) => ({ userarn: arn, ...as }));
  return rows.length === 0 ? undefined : { server: { mapRoles, mapUsers } };
}
