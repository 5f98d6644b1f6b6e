import { resourcesOf, textOf, type Properties, type Template } from './template.ts';

/** One statement of a policy, and whom it speaks of. */
export interface Statement {
  /** The role that holds it, or what its policy protects. */
  readonly holder: string;
  readonly effect: 'Allow' | 'Deny';
  /** Of a policy on a resource: who. */
  readonly principal?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `operator key: values`, one a condition. */
  readonly conditions: readonly string[];
}

/** Policies that stand on a resource: its type, and the path of the policy's document in it. */
const ON_RESOURCES: readonly (readonly [type: string, path: readonly (string | number)[]])[] = [
  ['AWS::KMS::Key', ['KeyPolicy']],
  ['AWS::DynamoDB::GlobalTable', ['Replicas', 0, 'ResourcePolicy', 'PolicyDocument']],
];

/** Every statement of a template: of roles, of policies on resources, of the event bus, and who may call functions. */
export function statementsOf(template: Template): readonly Statement[] {
  return [
    ...ofRoles(template),
    ...ON_RESOURCES.flatMap(([type, path]) =>
      resourcesOf(template, type).flatMap(([id, properties]) =>
        read(template, textOf(template, { Ref: id }), at(properties, path)),
      ),
    ),
    ...resourcesOf(template, 'AWS::SNS::TopicPolicy').flatMap(([, { Topics, PolicyDocument: document }]) =>
      read(template, textOf(template, Topics), document),
    ),
    ...resourcesOf(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Queues, PolicyDocument: document }]) =>
      read(template, textOf(template, Queues), document),
    ),
    ...resourcesOf(template, 'AWS::Events::EventBusPolicy').flatMap(([, { Statement: statement }]) =>
      read(template, 'the default event bus', { Statement: [statement] }),
    ),
    ...resourcesOf(template, 'AWS::Lambda::Permission').map(([, properties]) =>
      invoking(template, properties),
    ),
  ];
}

function ofRoles(template: Template): readonly Statement[] {
  const policies = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
    ([, { Roles: roles, PolicyDocument: document }]) =>
      (roles as readonly unknown[]).flatMap((role) => read(template, textOf(template, role), document)),
  );
  const inline = resourcesOf(template, 'AWS::IAM::Role').flatMap(([id, { Policies: own = [] }]) =>
    (own as readonly Properties[]).flatMap(({ PolicyDocument: document }) =>
      read(template, textOf(template, { Ref: id }), document),
    ),
  );
  return [...policies, ...inline];
}

interface RawStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: string | Readonly<Record<string, unknown>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function read(template: Template, holder: string, document: unknown): readonly Statement[] {
  if (document === undefined) return [];
  const { Statement: raw } = document as { readonly Statement: readonly RawStatement[] };
  return raw.map((one) => ({
    holder,
    effect: one.Effect,
    ...(one.Principal === undefined ? {} : { principal: principalOf(template, one.Principal) }),
    actions: [one.Action].flat().toSorted(),
    resources: [one.Resource].flat().map((resource) => textOf(template, resource)),
    conditions: Object.entries(one.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${operator} ${key}: ${textOf(template, value)}`),
    ),
  }));
}

function principalOf(template: Template, principal: NonNullable<RawStatement['Principal']>): string {
  if (typeof principal === 'string') return principal;
  return Object.values(principal)
    .map((one) => textOf(template, one))
    .join(', ');
}

function invoking(template: Template, properties: Properties): Statement {
  const { Action, FunctionName, Principal, SourceArn } = properties;
  return {
    holder: textOf(template, FunctionName),
    effect: 'Allow',
    principal: textOf(template, Principal),
    actions: [textOf(template, Action)],
    resources: [textOf(template, FunctionName)],
    conditions: SourceArn === undefined ? [] : [`ArnLike aws:SourceArn: ${textOf(template, SourceArn)}`],
  };
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (inside as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}
