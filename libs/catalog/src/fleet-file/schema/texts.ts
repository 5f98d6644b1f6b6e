import { CLUSTER_NAME, fillRole, parsePrincipal, REGION } from '@roster/access';
import { z } from 'zod';

// Messages go on from the name of the field: "clusters[0].account must be …".

export const Text = z.string().regex(/\S/, 'must not be empty');

export const AccountId = z
  .string()
  .regex(/^\d{12}$/, 'must be an account id of 12 digits')
  .meta({ description: 'An AWS account id. Write it in quotes, or an editor may take a leading zero away.' });

export const RegionName = z.string().regex(REGION, 'must be a Region, such as eu-west-1');

export const ClusterName = z
  .string()
  .regex(CLUSTER_NAME, "must be an EKS cluster's name: letters, digits, - and _, 100 at most");

/** A group as RBAC names it: no templates. */
export const GroupName = z
  .string()
  .regex(/^[^\s{}]+$/, 'must be the name of a group, without blanks and templates');

export const PrincipalArn = z
  .string()
  .refine((arn) => parsePrincipal(arn) !== undefined, 'must be the ARN of an IAM role or user');

/** IAM's alphabet: CreateRole in its API reference. */
export const RoleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "must be a role's name, without account and path");

export const RoleTemplate = z
  .string()
  .refine(isRole, 'must be the ARN of an IAM role, in which {partition} and {account} may stand')
  .meta({ description: "A role's ARN; {partition} and {account} are those of each cluster." });

function isRole(template: string): boolean {
  const known = template.replaceAll('{partition}', '').replaceAll('{account}', '');
  if (/[{}]/.test(known)) return false;
  return (
    parsePrincipal(fillRole(template, { account: '111122223333', region: 'eu-west-1' }))?.kind === 'role'
  );
}
