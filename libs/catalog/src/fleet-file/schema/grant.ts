import { lastInstant } from '@roster/access';
import { z } from 'zod';
import { SelectorEntry } from './selector.ts';
import { PrincipalArn, RoleName, Text } from './texts.ts';

/** facts.md: What the authenticator reads in aws-auth. */
const TEMPLATES = ['EC2PrivateDNSName', 'AccountID', 'SessionName', 'SessionNameRaw', 'AccessKeyID'];
const TEMPLATE = new RegExp(`\\{\\{(${TEMPLATES.join('|')})\\}\\}`, 'g');

const Username = Text.refine((text) => text === text.trim(), 'must not begin or end with a blank').refine(
  (text) => !/[{}]/.test(text.replace(TEMPLATE, '')),
  `may hold these templates only: ${TEMPLATES.map((name) => `{{${name}}}`).join(', ')}`,
);

const PrincipalEntry = z
  .strictObject({
    arn: PrincipalArn.exactOptional(),
    roleName: RoleName.exactOptional(),
    permissionSet: z
      .unknown()
      .exactOptional()
      .meta({ description: 'Not yet: name the role that the permission set becomes.' }),
  })
  .superRefine((principal, context) => {
    const add = (message: string, path: string[] = []) => context.addIssue({ code: 'custom', path, message });
    if ('permissionSet' in principal) {
      add('is not yet possible: give the ARN of its AWSReservedSSO_… role', ['permissionSet']);
    } else if ('arn' in principal === 'roleName' in principal) {
      add('must have either an arn or a roleName');
    }
  });

export const GrantEntry = z.strictObject({
  name: Text,
  principals: z.array(PrincipalEntry).min(1, 'must not be empty'),
  username: Username,
  groups: z.array(Username).min(1, 'must not be empty'),
  clusters: SelectorEntry,
  owner: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  until: z
    .string()
    .refine((until) => lastInstant(until) !== undefined, 'must be a date, such as 2027-01-31')
    .exactOptional()
    .meta({ description: 'A date, or date and time, after which the grant is no longer desired.' }),
});
export type GrantEntry = z.infer<typeof GrantEntry>;
