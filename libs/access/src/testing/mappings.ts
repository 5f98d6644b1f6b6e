import fc from 'fast-check';
import type { IdentityMapping } from '../aws-auth/mapping.ts';

/** The account of the cluster, and of nearly everybody in generated documents. */
export const account = '111122223333';
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;

/** Principals that generated documents and requests share: in several cases, with paths, of both kinds, of another account. */
export const arns = [
  ...['Admin', 'ADMIN', 'team/Admin', 'Nodes', 'Fargate', 'Ops', 'ops', 'Dev'].map(role),
  ...['Bob', 'team/Bob', 'team/BOB', 'Eve'].map(user),
  ...['Stranger', 'Nodes'].map((name) => `arn:aws:iam::444455556666:role/${name}`),
];

const groupNames = [
  ...['system:masters', 'system:{{SessionName}}', 'roster:write', 'view', 'edit'],
  ...['system:nodes', 'system:bootstrappers'],
];
const usernames = [
  ...['admin', 'ops:{{SessionName}}', '012345678901', 'no', 'system:kube-scheduler'],
  ...['system:node:{{EC2PrivateDNSName}}', 'system:node:{{SessionName}}'],
];

/** A mapping that a person may mean: a principal of `arns`, a username, up to three groups. */
export const arbitraryMapping: fc.Arbitrary<IdentityMapping> = fc.record({
  arn: fc.constantFrom(...arns),
  username: fc.constantFrom(...usernames),
  groups: fc.uniqueArray(fc.constantFrom(...groupNames), { maxLength: 3 }),
});
