import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { memberRolesOf, type MemberRoles } from '../stage.ts';

/** What a member template is told at its deployment: defaults of its parameters. */
export interface MemberSettings {
  readonly prefix?: string;
  readonly organization?: string;
  readonly controlPlaneAccount?: string;
  readonly memberRoles?: Partial<MemberRoles>;
  readonly operatorPrincipals?: readonly string[];
  /** The Region whose stack makes the roles, which are global; in the others it makes the rule on operators alone. */
  readonly rolesRegion?: string;
  /** The control plane's Region: its default bus hears of every use by an operator. */
  readonly eventsRegion?: string;
}

interface Parameter {
  readonly description: string;
  readonly pattern?: string;
  readonly read: (settings: MemberSettings) => string | undefined;
}

const ROLE_NAME = '[\\w+=,.@-]{1,64}';
const REGION = '[a-z]{2,}(-[a-z]+)+-[0-9]';

/** Every parameter by its name, as `${…}` in the templates. Without CDK its description is all there is to go by. */
const PARAMETERS = {
  OrganizationId: {
    description: 'The organisation that whoever takes these roles must belong to (o-...).',
    pattern: 'o-[a-z0-9]{10,32}',
    read: ({ organization }) => organization,
  },
  ControlPlaneAccount: {
    description: 'The account in which Roster is deployed.',
    pattern: '[0-9]{12}',
    read: ({ controlPlaneAccount }) => controlPlaneAccount,
  },
  Prefix: {
    description: 'The prefix of the deployment: the names of its workers begin with it.',
    pattern: '[a-z][a-z0-9-]{1,27}[a-z0-9]',
    read: ({ prefix = 'roster' }) => prefix,
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
    description: 'ARNs of the IAM users who may take these roles by hand, with MFA.',
    read: ({ operatorPrincipals }) => operatorPrincipals?.join(','),
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
      ...(pattern === undefined ? { type: 'CommaDelimitedList' } : { allowedPattern: pattern }),
      ...(given === undefined ? {} : { default: given }),
    });
  }
}
