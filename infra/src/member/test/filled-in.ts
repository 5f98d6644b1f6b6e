type Values = Readonly<Record<string, string>>;
type Part = Readonly<Record<string, unknown>>;

/** A member template's parameters and pseudo-parameters, as at some deployment; the others have their defaults. */
const DEPLOYED: Values = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  'AWS::Region': 'eu-west-1',
  OrganizationId: 'o-abcdefghij',
  ControlPlaneAccount: '999999999999',
  RolesRegion: 'eu-west-1',
  EventsRegion: 'eu-west-1',
};

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Conditions?: Part;
  readonly Resources: Readonly<Record<string, { readonly Condition?: string }>>;
}

/**
 * A member template as CloudFormation would deploy it: parameters filled in, conditions decided, and what they leave out
 * gone. `told` is what a deployment says. Error for what it does not know.
 */
export function filledIn(template: object, told: Values = {}): unknown {
  const { Parameters, Conditions = {}, Resources } = template as Template;
  const defaults = Object.entries(Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, Default] as const],
  );
  const stack: Stack = {
    values: { ...Object.fromEntries(defaults), ...DEPLOYED, ...told },
    conditions: Conditions,
  };
  const made = Object.entries(Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(Conditions[Condition], stack),
  );
  return { ...template, Resources: resolve(Object.fromEntries(made), stack) };
}

interface Stack {
  readonly values: Values;
  readonly conditions: Part;
}

const NO_VALUE = Symbol('AWS::NoValue');

function resolve(part: unknown, stack: Stack): unknown {
  if (Array.isArray(part)) {
    return part.map((each) => resolve(each, stack)).filter((each) => each !== NO_VALUE);
  }
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part as Part);
  const [key = '', value] = entries[0] ?? [];
  const call = entries.length === 1 ? FUNCTIONS[key] : undefined;
  if (call !== undefined) return call(value, stack);
  if (key.startsWith('Fn::')) throw new Error(`this deployment knows no ${key}`);
  return Object.fromEntries(entries.map(([name, each]) => [name, resolve(each, stack)]));
}

const FUNCTIONS: Readonly<Record<string, (value: unknown, stack: Stack) => unknown>> = {
  Ref: (value, { values }) => (value === 'AWS::NoValue' ? NO_VALUE : valueOf(String(value), values)),
  'Fn::If': (value, stack) => {
    const [condition, yes, no] = value as [string, unknown, unknown];
    return resolve(holds(stack.conditions[condition], stack) ? yes : no, stack);
  },
  'Fn::Sub': (value, stack) => {
    const [text, own] = Array.isArray(value) ? (value as [string, Part]) : [String(value), {}];
    const values = { ...stack.values, ...(resolve(own, stack) as Values) };
    return text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => valueOf(name, values));
  },
  'Fn::Split': (value, stack) => {
    const [separator, text] = value as [string, unknown];
    return String(resolve(text, stack)).split(separator);
  },
  'Fn::GetAtt': (value) => `the ${(value as string[]).join('’s ')}`,
};

function valueOf(name: string, values: Values): string {
  const value = values[name];
  if (value === undefined) throw new Error(`this deployment does not say ${name}`);
  return value;
}

function holds(condition: unknown, stack: Stack): boolean {
  const [key, value] = Object.entries(condition as Part)[0] ?? [];
  const parts = value as unknown[];
  switch (key) {
    case 'Fn::Equals':
      return resolve(parts[0], stack) === resolve(parts[1], stack);
    case 'Fn::Not':
      return !holds(parts[0], stack);
    case 'Fn::And':
      return parts.every((each) => holds(each, stack));
    case 'Fn::Or':
      return parts.some((each) => holds(each, stack));
    case 'Condition':
      return holds(stack.conditions[String(value)], stack);
    default:
      throw new Error(`this deployment knows no condition ${key}`);
  }
}

/** IAM's and EventBridge's wildcards: `*` is any text, `?` (of IAM's alone) one character. */
export function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) =>
    part
      .split('?')
      .map((piece) => piece.replace(/[.+^${}()|[\]\\]/g, '\\$&'))
      .join('.'),
  );
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
