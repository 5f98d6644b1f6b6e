import { accessFaults, canonicalPrincipal, isSession, lastInstant, parsePrincipal } from '@roster/access';
import { z } from 'zod';
import { SelectorEntry } from './selector.ts';
import { PrincipalArn, RoleName, Text } from './texts.ts';

/** facts.md: What the authenticator reads in aws-auth. */
const TEMPLATES = ['EC2PrivateDNSName', 'AccountID', 'SessionName', 'SessionNameRaw', 'AccessKeyID'];
const TEMPLATE = new RegExp(`\\{\\{(${TEMPLATES.join('|')})\\}\\}`, 'g');

const KNOWN = `may hold these templates only: ${TEMPLATES.map((name) => `{{${name}}}`).join(', ')}`;

/** A username or a group. What is wrong with its form is reported alone: `abort` leaves out what the grant as a whole says. */
const AccessText = Text.refine((text) => text === text.trim(), {
  error: 'must not begin or end with a blank',
  abort: true,
}).refine((text) => !/[{}]/.test(text.replace(TEMPLATE, '')), { error: KNOWN, abort: true });

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
    } else if (isSession(principal.arn ?? '')) {
      const role = canonicalPrincipal(principal.arn ?? '') ?? '';
      add(`must not be one session, for everybody who takes the role would get in: give ${role}`, ['arn']);
    }
  });

export const GrantEntry = z
  .strictObject({
    name: Text,
    principals: z.array(PrincipalEntry).min(1, 'must not be empty'),
    username: AccessText,
    groups: z.array(AccessText).min(1, 'must not be empty'),
    clusters: SelectorEntry,
    owner: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    until: z
      .string()
      .refine((until) => lastInstant(until) !== undefined, 'must be a date, such as 2027-01-31')
      .exactOptional()
      .meta({ description: 'A date, or date and time, after which the grant is no longer desired.' }),
  })
  .superRefine((grant, context) => {
    const kinds = grant.principals.map(({ arn }) => (arn === undefined ? 'role' : parsePrincipal(arn)?.kind));
    const faults = [...new Set(kinds)].flatMap((kind) =>
      kind === undefined ? [] : accessFaults(grant, kind),
    );
    const told = new Set<string>();
    for (const { field, index, message } of faults) {
      const path = index === undefined ? [field] : [field, index];
      if (!told.has(path.join())) context.addIssue({ code: 'custom', path, message });
      told.add(path.join());
    }
  });
export type GrantEntry = z.infer<typeof GrantEntry>;
