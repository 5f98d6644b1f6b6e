import { Annotations, Token, type Stack } from 'aws-cdk-lib';
import { StageError, type Stage } from './stage.ts';

/** What stands in `stages.ts` for a customer's own: examples, the account is the one of AWS's documentation. */
export const PLACEHOLDER = { organization: 'o-exampleorg1', account: '111122223333' } as const;

/** The fields of a stage that still hold a placeholder. */
const placeholdersIn = (stage: Stage): readonly string[] =>
  Object.entries(stage)
    .filter(([, value]) => Object.values(PLACEHOLDER).some((each) => JSON.stringify(value).includes(each)))
    .map(([name]) => name);

/** Makes every synthesis say which fields of a stage hold a placeholder: such a template is to look at, not to deploy. */
export function warnOfPlaceholders(stack: Stack, stage: Stage): void {
  const left = placeholdersIn(stage);
  if (left.length > 0) Annotations.of(stack).addWarningV2('roster:placeholders', saidOf(stage, left));
}

/**
 * Where CDK knows an account it was given credentials, so that what is synthesised is deployed, or compared with what
 * stands: StageError for a stage with placeholders, or with some in those fields.
 */
export function refusePlaceholders(
  stage: Stage,
  account: string | undefined,
  fields?: readonly string[],
): void {
  const left = placeholdersIn(stage).filter((field) => fields?.includes(field) ?? true);
  if (left.length > 0 && account !== undefined && !Token.isUnresolved(account)) {
    throw new StageError(saidOf(stage, left));
  }
}

function saidOf({ prefix }: Stage, left: readonly string[]): string {
  const organization = left.includes('organization')
    ? '. For the organisation: aws organizations describe-organization, as in the first steps of infra/README.md'
    : '';
  return `stage ${prefix}: ${left.join(', ')}: still the placeholders of infra/src/stages.ts. Put your own there before you deploy${organization}`;
}
