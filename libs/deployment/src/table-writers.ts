/** A statement of a table's policy, as far as it is read here. */
interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Condition?: {
    readonly ArnNotLike?: { readonly 'aws:PrincipalArn'?: string | readonly string[] };
  };
}

/**
 * Who alone may write items by a table's own policy (`infra/src/state/table-policies.ts` makes it): the principals that
 * a Deny of PutItem leaves out. Undefined for a policy without such a Deny, and for text that is no policy.
 */
export function writersIn(policy: string): readonly string[] | undefined {
  const denial = statementsOf(policy).find(
    ({ Effect, Action = [] }) => Effect === 'Deny' && [Action].flat().includes('dynamodb:PutItem'),
  );
  const names = denial?.Condition?.ArnNotLike?.['aws:PrincipalArn'];
  return names === undefined ? undefined : [names].flat();
}

function statementsOf(policy: string): readonly Statement[] {
  try {
    const { Statement = [] } = JSON.parse(policy) as {
      readonly Statement?: Statement | readonly Statement[];
    };
    return [Statement].flat();
  } catch {
    return [];
  }
}
