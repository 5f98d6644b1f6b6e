import { readFileSync } from 'node:fs';
import path from 'node:path';
import { IDENTITIES, functionName, workerRoleName } from '@roster/workflow/deployment';
import { WORKERS } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asYaml, memberTemplates } from './templates.ts';
import { EVERY_RESOURCE } from './permissions.ts';
import { filledIn, isLike } from './test/filled-in.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Principal: Readonly<Record<string, unknown>>;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Role {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: {
    readonly RoleName: string;
    readonly AssumeRolePolicyDocument: { readonly Statement: readonly Statement[] };
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
  };
}
interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, Role>>;
}

const TEMPLATES = memberTemplates();
const [roles, bootstrap] = TEMPLATES.map(({ template }) => filledIn(template) as Template);
const role = (id: string) => (roles?.Resources[id] ?? bootstrap?.Resources[id])!.Properties;
const trustOf = (id: string) => role(id).AssumeRolePolicyDocument.Statement;
const rightsOf = (id: string) => role(id).Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const actions = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action).sort();
const ROLES = ['ReadRole', 'WriteRole', 'OperatorEventsRole', 'BootstrapRole'];

describe.each(TEMPLATES)('infra/member/$file', ({ file, template }) => {
  it('is what CDK makes (node infra/src/member/write-templates.ts writes it anew)', () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../member', file), 'utf8');
    expect(text).toBe(asYaml(template));
    expect(parse(text, { version: '1.1' })).toEqual(JSON.parse(JSON.stringify(template)));
  });

  it('is CloudFormation and nothing else: no assets, no bootstrap of CDK, no account and no Region', () => {
    const sections = ['Description', 'Parameters', 'Conditions', 'Resources'];
    expect(sections).toEqual(expect.arrayContaining(Object.keys(template)));
    expect(JSON.stringify(template)).not.toMatch(/cdk|\d{12}|eu-|us-/i);
  });
});

describe('who may take', () => {
  const workers = (['plan', 'apply'] as const).flatMap((machine) =>
    WORKERS.map((worker) => ({ machine, worker })),
  );
  const trusted = (id: string) => {
    const { Condition, Principal } = trustOf(id)[0]!;
    // The account, under conditions: a role that is named as the principal is kept by its id.
    expect(Principal).toEqual({ AWS: 'arn:aws:iam::999999999999:root' });
    expect(Condition['StringEquals']).toEqual({ 'aws:PrincipalOrgID': 'o-abcdefghij' });
    expect(Condition['StringLike']).toEqual({ 'sts:RoleSessionName': 'roster-*' });
    const patterns = Condition['ArnLike']!['aws:PrincipalArn'] as readonly string[];
    return workers.filter(({ machine, worker }) =>
      ['eu-west-1', 'us-gov-east-1'].every((region) => {
        const arn = `arn:aws:iam::999999999999:role/${workerRoleName('roster', machine, worker, region)}`;
        return patterns.some((pattern) => isLike(arn, pattern));
      }),
    );
  };

  it('the writing role: the apply worker of the apply machine alone', () => {
    expect(trusted('WriteRole')).toEqual([{ machine: 'apply', worker: 'apply' }]);
  });

  it('the looking role: the workers that IDENTITIES names', () => {
    expect(trusted('ReadRole')).toEqual(expect.arrayContaining([...IDENTITIES.read]));
    expect(trusted('ReadRole')).toHaveLength(IDENTITIES.read.length);
  });

  it.each(['ReadRole', 'WriteRole'])('%s besides: operators, if there are any, with MFA', (id) => {
    expect(roles?.Parameters['OperatorPrincipals']?.Default).toBe('');
    expect(trustOf(id).slice(1)).toEqual([byOperators]);
    expect(roles?.Resources[id]?.Condition).toBe('RolesHere');
  });

  it('the bootstrap role: operators with MFA alone, who must be named', () => {
    expect(bootstrap?.Parameters['OperatorPrincipals']).not.toHaveProperty('Default');
    expect(trustOf('BootstrapRole')).toEqual([byOperators]);
  });

  const byOperators = {
    ...{ Sid: 'Operators', Effect: 'Allow', Action: 'sts:AssumeRole' },
    Principal: { AWS: { Ref: 'OperatorPrincipals' } },
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    },
  };
});

describe('what they may', () => {
  it('names no action by a star, and every resource only with a reason', () => {
    const all = ROLES.flatMap(rightsOf);
    expect(actions(all).filter((action) => action.includes('*'))).toEqual([]);
    const broad = all.filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid);
    expect([...new Set(broad)].sort()).toEqual(Object.keys(EVERY_RESOURCE).sort());
  });

  it.each(['ReadRole', 'WriteRole'])(
    '%s: to look, by AWS; what it may in a cluster is up to the cluster',
    (id) => {
      expect(actions(rightsOf(id))).toEqual([
        ...['eks:DescribeAccessEntry', 'eks:DescribeCluster', 'eks:ListAccessEntries'],
        ...['eks:ListAssociatedAccessPolicies', 'eks:ListClusters', 'iam:ListRoles'],
      ]);
    },
  );

  it('BootstrapRole: entries of three roles, and administration by its own entry alone', () => {
    const rights = rightsOf('BootstrapRole');
    const granting = rights.filter(({ Sid }) => !Sid.startsWith('LookAt'));
    expect(granting.map(({ Action, Condition }) => [Action, Condition])).toMatchObject([
      [['eks:CreateAccessEntry'], entry('RosterRead', 'roster:read')],
      [['eks:CreateAccessEntry'], entry('RosterWrite', 'roster:write')],
      [['eks:CreateAccessEntry'], { ...entry('RosterBootstrap'), Null: { 'eks:kubernetesGroups': 'true' } }],
      [['eks:AssociateAccessPolicy'], { ArnEquals: { 'eks:policyArn': ADMIN } }],
      [['eks:DisassociateAccessPolicy', 'eks:DeleteAccessEntry'], undefined],
    ]);
    const own = 'arn:aws:eks:*:111122223333:access-entry/*/role/111122223333/RosterBootstrap/*';
    expect(granting.slice(3).map(({ Resource }) => Resource)).toEqual([own, own]);
  });

  const ADMIN = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
  const entry = (name: string, group?: string) => ({
    ArnEquals: { 'eks:principalArn': `arn:aws:iam::111122223333:role/${name}` },
    StringEquals: { 'eks:accessEntryType': 'STANDARD' },
    ...(group && { 'ForAllValues:StringEquals': { 'eks:kubernetesGroups': [group] } }),
  });
});

describe('the use of a member role', () => {
  const { EventPattern, Targets } = role('OperatorUse') as unknown as {
    readonly EventPattern: {
      readonly detail: {
        readonly requestParameters: { readonly roleArn: readonly string[] };
        readonly userIdentity: {
          readonly principalId: readonly {
            readonly 'anything-but': { readonly wildcard: readonly string[] };
          }[];
        };
      };
    };
    readonly Targets: readonly unknown[];
  };
  const { requestParameters, userIdentity } = EventPattern.detail;
  const quiet = (principalId: string) =>
    userIdentity.principalId[0]!['anything-but'].wildcard.some((pattern) => isLike(principalId, pattern));

  it('by somebody goes to the default bus of the control plane', () => {
    const bus = 'arn:aws:events:eu-west-1:999999999999:event-bus/default';
    const roleArn = 'arn:aws:iam::111122223333:role/roster-operator-events';
    expect(Targets).toEqual([{ Id: 'control-plane', Arn: bus, RoleArn: roleArn }]);
    expect(role('OperatorEventsRole').RoleName).toBe('roster-operator-events');
    expect(rightsOf('OperatorEventsRole')).toMatchObject([{ Action: 'events:PutEvents', Resource: bus }]);
    expect(requestParameters.roleArn).toEqual(
      [role('ReadRole'), role('WriteRole'), role('BootstrapRole')].map(
        ({ RoleName }) => `arn:aws:iam::111122223333:role/${RoleName}`,
      ),
    );
    expect(quiet('AIDAEXAMPLE')).toBe(false);
    expect(quiet('AROAEXAMPLE:ann')).toBe(false);
  });

  it('by a worker is nothing to tell', () => {
    const all = [...IDENTITIES.read, ...IDENTITIES.write];
    for (const { machine, worker } of all) {
      expect(quiet(`AROAEXAMPLE:${functionName('roster', machine, worker)}`)).toBe(true);
    }
  });
});
