/** A synthesised template, as far as it is read here. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}
export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export type Properties = Readonly<Record<string, unknown>>;

/** The properties by which resources are called, the first that they have. */
const NAMES = [
  'FunctionName',
  'RoleName',
  'StateMachineName',
  'TableName',
  'LogGroupName',
  'QueueName',
  'DisplayName',
  'Description',
] as const;

/** Resources of a type, by their logical id. */
export function resourcesOf(template: Template, type: string): readonly (readonly [string, Properties])[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties: properties = {} }]) => [id, properties]);
}

/**
 * A value of a template as a person reads it: references by the name of what they point to, and what only a
 * deployment knows left out. `arn:<partition>:dynamodb:<region>:<account>:table/roster-journal` for an ARN.
 */
export function textOf(template: Template, value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one) => textOf(template, one)).join(', ');
  const [[intrinsic, of] = ['', '']] = Object.entries(value as Properties);
  if (intrinsic === 'Ref') return nameOf(template, String(of));
  if (intrinsic === 'Fn::GetAtt') return nameOf(template, String((of as readonly unknown[])[0]));
  if (intrinsic === 'Fn::Join') {
    const [separator, parts] = of as readonly [string, readonly unknown[]];
    return parts.map((part) => textOf(template, part)).join(separator);
  }
  throw new Error(
    `a permission holds ${JSON.stringify(value)}: textOf in infra/src/permissions does not know it`,
  );
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '<account>',
  'AWS::Partition': '<partition>',
  'AWS::Region': '<region>',
  'AWS::URLSuffix': '<suffix>',
};

function nameOf(template: Template, id: string): string {
  const properties = template.Resources[id]?.Properties ?? {};
  const own = NAMES.map((name) => properties[name]).find((name) => name !== undefined);
  return PSEUDO[id] ?? (own === undefined ? id : textOf(template, own));
}
