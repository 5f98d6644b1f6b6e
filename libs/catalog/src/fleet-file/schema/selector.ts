import { z } from 'zod';
import { AccountId, RegionName, Text } from './texts.ts';

const LabelExpression = z
  .strictObject({
    key: Text,
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values: z.array(z.string()).exactOptional(),
  })
  .superRefine(({ operator, values = [] }, context) => {
    const needed = operator === 'In' || operator === 'NotIn';
    if (needed === values.length > 0) return;
    const message = needed ? `must not be empty for ${operator}` : `must not be given for ${operator}`;
    context.addIssue({ code: 'custom', path: ['values'], message });
  });

/** An empty list would match nothing, and nobody writes one to say that. */
const listOf = <T extends z.ZodType>(one: T) => z.array(one).min(1, 'must not be empty');

/** Which clusters are meant: all that is given must hold; `{}` means every cluster. */
export const SelectorEntry = z
  .strictObject({
    matchLabels: z.record(z.string(), z.string()).exactOptional(),
    matchExpressions: listOf(LabelExpression).exactOptional(),
    accounts: listOf(AccountId).exactOptional(),
    regions: listOf(RegionName).exactOptional(),
    names: listOf(Text).exactOptional(),
  })
  .meta({ description: 'Which clusters: all that is given must hold; {} means every cluster.' });
