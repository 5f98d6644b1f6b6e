import fc from 'fast-check';
import type { IdentityMapping } from '../aws-auth/mapping.ts';

const account = '111122223333';
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;

/** Principals that generated documents and requests share: in several cases, with paths, of both kinds. */
export const arns = [
  ...['Admin', 'ADMIN', 'team/Admin', 'Nodes', 'Fargate', 'Ops', 'ops', 'Dev'].map(role),
  ...['Bob', 'team/Bob', 'team/BOB', 'Eve'].map(user),
];

const groupNames = ['system:masters', 'view', 'edit', 'system:nodes', 'system:bootstrappers'];
const usernames = ['admin', 'system:node:{{EC2PrivateDNSName}}', 'ops:{{SessionName}}', '012345678901', 'no'];

/** A mapping that a person may mean: a principal of `arns`, a username, up to three groups. */
export const arbitraryMapping: fc.Arbitrary<IdentityMapping> = fc.record({
  arn: fc.constantFrom(...arns),
  username: fc.constantFrom(...usernames),
  groups: fc.uniqueArray(fc.constantFrom(...groupNames), { maxLength: 3 }),
});
