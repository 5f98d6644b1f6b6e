import { CfnCondition, CfnParameter, Fn, type Stack } from 'aws-cdk-lib';
import { memberRolesOf, type MemberRoles } from '../stage.ts';
import { DECISIONS } from './trust.ts';

/** What a member template is told at its deployment: defaults of its parameters. */
export interface MemberSettings {
  readonly prefix?: string;
  /** Of a second deployment that writes to clusters. */
  readonly secondPrefix?: string;
  /** Of a deployment that only looks (`readOnly` of the stage). */
  readonly readOnlyPrefix?: string;
  readonly organization?: string;
  readonly controlPlaneAccount?: string;
  /** Of the workers' roles (`rolePath` of the stage). */
  readonly rolePath?: string;
  readonly memberRoles?: Partial<MemberRoles>;
  /** ARNs of IAM users. */
  readonly operatorPrincipals?: readonly string[];
  /** Name of a permission set of IAM Identity Center. */
  readonly operatorPermissionSet?: string;
  /** The account in which operators have that permission set. Default: the control plane's. */
  readonly operatorAccount?: string;
  /** The Region whose stack makes the roles, which are global; in the others it makes the rule on operators alone. */
  readonly rolesRegion?: string;
  /** The control plane's Region: its default bus hears of every use by an operator. */
  readonly eventsRegion?: string;
  /** The Region of its stand-by, which hears of it too. */
  readonly standbyEventsRegion?: string;
}

interface Parameter {
  readonly description: string;
  readonly pattern: string;
  readonly read: (settings: MemberSettings) => string | undefined;
}

const PREFIX = '[a-z][a-z0-9-]{1,27}[a-z0-9]';
const ACCOUNT = '[0-9]{12}';
const USER = 'arn:aws[a-z-]*:iam::[0-9]{12}:user/[\\w+=.@/-]+';
const ROLE_NAME = '[\\w+=,.@-]{1,64}';
const REGION = '[a-z]{2,}(-[a-z]+)+-[0-9]';
const perhaps = (pattern: string) => `(${pattern})?`;

/** Every parameter by its name, as `${…}` in the templates. Without CDK its description is all there is to go by. */
const PARAMETERS = {
  OrganizationId: {
    description: 'The organisation that whoever takes these roles must belong to (o-...).',
    pattern: 'o-[a-z0-9]{10,32}',
    read: ({ organization }) => organization,
  },
  ControlPlaneAccount: {
    description: 'The account in which Roster is deployed.',
    pattern: ACCOUNT,
    read: ({ controlPlaneAccount }) => controlPlaneAccount,
  },
  Prefix: {
    description:
      'The prefix of a deployment that writes to clusters: the names of its workers begin with it.',
    pattern: PREFIX,
    read: ({ prefix = 'roster' }) => prefix,
  },
  SecondPrefix: {
    description: 'The prefix of another one in the same account, if there is any.',
    pattern: perhaps(PREFIX),
    read: ({ secondPrefix = '' }) => secondPrefix,
  },
  ReadOnlyPrefix: {
    description: 'The prefix of a deployment that only looks: its workers may take the role that looks.',
    pattern: perhaps(PREFIX),
    read: ({ readOnlyPrefix = 'roster-dev' }) => readOnlyPrefix,
  },
  WorkerRolePath: {
    description: 'The IAM path of the roles of the workers: rolePath of the stage.',
    pattern: '/([\\w+=,.@-]+/)*',
    read: ({ rolePath = '/' }) => rolePath,
  },
  ReadRoleName: {
    description: 'Name of the role that looks.',
    pattern: ROLE_NAME,
    read: (settings) => memberRolesOf(settings).read,
  },
  WriteRoleName: {
    description: 'Name of the role that writes.',
    pattern: ROLE_NAME,
    read: (settings) => memberRolesOf(settings).write,
  },
  BootstrapRoleName: {
    description: 'Name of the role that roster bootstrap takes.',
    pattern: ROLE_NAME,
    read: (settings) => memberRolesOf(settings).bootstrap,
  },
  OperatorPrincipals: {
    description: 'ARNs of the IAM users who may take these roles by hand, with MFA; commas between them.',
    pattern: perhaps(`${USER}(,${USER})*`),
    read: ({ operatorPrincipals = [] }) => operatorPrincipals.join(','),
  },
  OperatorPermissionSet: {
    description:
      'Name of the permission set of IAM Identity Center whose holders may take these roles by hand.',
    pattern: '[\\w+=,.@-]{0,32}',
    read: ({ operatorPermissionSet = '' }) => operatorPermissionSet,
  },
  OperatorAccount: {
    description:
      'The account in which operators have that permission set, if it is not the account of the control plane.',
    pattern: perhaps(ACCOUNT),
    read: ({ operatorAccount = '' }) => operatorAccount,
  },
  RolesRegion: {
    description:
      'The Region whose stack makes the roles (they are global). Elsewhere the template makes the rule on operators alone.',
    pattern: REGION,
    read: ({ rolesRegion }) => rolesRegion,
  },
  EventsRegion: {
    description:
      'The Region of the control plane: its default event bus is told of every use by an operator.',
    pattern: REGION,
    read: ({ eventsRegion }) => eventsRegion,
  },
  StandbyEventsRegion: {
    description:
      'The Region of its stand-by, if there is one: told too, since the other may be the one that is gone.',
    pattern: perhaps(REGION),
    read: ({ standbyEventsRegion = '' }) => standbyEventsRegion,
  },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;

/** Declares those parameters in a template; one without a setting has to be given at the deployment. */
export function declareParameters(
  stack: Stack,
  settings: MemberSettings,
  names: readonly ParameterName[],
): void {
  for (const name of names) {
    const { description, pattern, read }: Parameter = PARAMETERS[name];
    const given = read(settings);
    new CfnParameter(stack, name, {
      description,
      allowedPattern: pattern,
      ...(given === undefined ? {} : { default: given }),
    });
  }
}

/** Declares the conditions of CloudFormation by which the trust of a role depends on those parameters. */
export function declareDecisions(stack: Stack, names: readonly ParameterName[]): void {
  for (const [decision, parameter] of Object.entries(DECISIONS)) {
    if (!names.includes(parameter)) continue;
    const expression = Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameter), ''));
    new CfnCondition(stack, decision, { expression });
  }
}
