/** A commented fleet file to start from: what `roster init` writes. */
export function exampleFleet(): string {
  return EXAMPLE;
}

const EXAMPLE = `# A fleet: its clusters, and who should be able to do what on them. Keep this file in Git.
# It may be split into several files of one folder and its subfolders: clusters and grants add up, other keys stand in one file only.
#   roster catalog push fleet.yaml   checks it, shows the difference, and stores it
#   roster plan                      shows what would change on the clusters, and changes nothing
apiVersion: roster/v1

# As whom Roster goes to each cluster. Two roles, so that looking cannot write; {partition} and {account} are the
# cluster's own. Without roles: the credentials of whoever runs it.
# defaults:
#   roles:
#     read: arn:{partition}:iam::{account}:role/RosterRead
#     write: arn:{partition}:iam::{account}:role/RosterWrite

# In which order a run goes through the fleet. A cluster belongs to the first wave that matches; all others are a last
# wave. A run halts when so many clusters of a wave failed: a share, or a number.
rollout:
  waves:
    - name: canary
      clusters: { matchLabels: { ring: canary } }
  failureBudget: 5%

# Break-glass: no run may remove these.
protected:
  - arn:aws:iam::111122223333:role/BreakGlass

# Other accounts whose principals may be given privileged access, such as system:masters.
trustedAccounts: []

# Groups of yours that count as privileged too, because they are bound to cluster-admin or the like.
privilegedGroups: []

# For an incident: these principals are removed from every cluster, whoever let them in, on held clusters too.
denied: []

# Rows that nobody granted here stay on a cluster (merge), unless it says exclusive.
ownership:
  - clusters: { matchLabels: { ring: canary } }
    mode: merge

# \`roster discover\` writes this list for you. Accounts in quotes, or a leading zero may be lost.
clusters:
  - name: payments-prod
    account: "111122223333"
    region: eu-west-1
    labels: { env: prod, team: payments, ring: canary }
    # What must work, before and after a write.
    checks:
      daemonSets:
        - { namespace: kube-system, name: aws-node }
      access:
        - { group: platform-admins, verb: list, resource: nodes }

# Who may do what: these principals come in as this user with these groups, on the clusters that the selector matches.
# {} matches every cluster; matchLabels, matchExpressions, accounts, regions and names may be combined.
grants:
  - name: platform-admins
    principals:
      - arn: arn:aws:iam::111122223333:role/PlatformAdmin
      - roleName: OnCall # a role of that name in the cluster's own account
    username: platform-admin
    groups: [platform-admins]
    clusters: { matchLabels: { env: prod } }
    owner: platform@example.com
    reason: runs the clusters
    # until: 2027-01-31                   # after this day it is no longer desired
`;
