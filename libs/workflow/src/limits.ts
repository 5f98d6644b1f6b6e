import { GUARDRAILS, parsePrincipal, type Limits } from '@roster/access';
import * as z from 'zod/mini';
import { checked } from './checked.ts';

export type { Limits };

const PrincipalArn = z
  .string()
  .check(z.refine((arn) => parsePrincipal(arn) !== undefined, 'must be the ARN of an IAM role or user'));
const AccountId = z.string().check(z.regex(/^\d{12}$/, 'must be an account id of 12 digits'));
const GroupName = z
  .string()
  .check(z.regex(/^[^\s{}]+$/, 'must be the name of a group, without blanks and templates'));
const OverridableRule = z.enum(GUARDRAILS.filter(({ overridable }) => overridable).map(({ name }) => name));

const Schema = z.strictObject({
  protected: z.exactOptional(z.array(PrincipalArn)),
  trustedAccounts: z.exactOptional(z.array(AccountId)),
  privilegedGroups: z.exactOptional(z.array(GroupName)),
  overridable: z.exactOptional(z.array(OverridableRule)),
});

/**
 * What a deployment fixes, out of the text that its stack gives the apply worker: JSON of `Limits`. Throws BadInputFault
 * for what is no such JSON, a principal or group that is none, or a rule that is none or that nobody may override anyway.
 */
export function readLimits(text: string): Limits {
  return checked(Schema, parsed(text), 'limits: given');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
