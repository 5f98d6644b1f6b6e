import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asYaml, memberTemplates } from './templates.ts';
import { EVERY_RESOURCE } from './permissions.ts';
import { filledIn } from './test/filled-in.ts';

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
    const sections = ['Description', 'Parameters', 'Rules', 'Conditions', 'Resources'];
    expect(sections).toEqual(expect.arrayContaining(Object.keys(template)));
    expect(JSON.stringify(template)).not.toMatch(/cdk|\d{12}|eu-|us-/i);
  });
});

describe('who may take', () => {
  it('a worker under the path that the stack is told alone', () => {
    const template = filledIn(TEMPLATES[0]!.template, { WorkerRolePath: '/roster/', ReadOnlyPrefix: '' });
    const { Statement } = (template as Template).Resources['WriteRole']!.Properties.AssumeRolePolicyDocument;
    const patterns = Statement[0]!.Condition['ArnLike']!['aws:PrincipalArn'];
    expect(patterns).toEqual(['arn:*:iam::*:role/roster/roster-apply-apply-*']);
    expect(roles?.Parameters['WorkerRolePath']?.Default).toBe('/');
  });

  it('the roles of the workers and the operators, each a statement; no role is named as a principal', () => {
    // A role that is named as the principal is kept by its id.
    const told = {
      OperatorPrincipals: 'arn:aws:iam::999999999999:user/ann',
      OperatorPermissionSet: 'Roster',
    };
    const [all, alone] = TEMPLATES.map(({ template }) => filledIn(template, told) as Template);
    const sidsOf = (made: Template | undefined, id: string) =>
      made?.Resources[id]!.Properties.AssumeRolePolicyDocument.Statement.map(({ Sid }) => Sid);
    const people = ['Operators', 'OperatorsOfIdentityCenter'];
    for (const id of ['ReadRole', 'WriteRole']) expect(sidsOf(all, id)).toEqual(['Workers', ...people]);
    expect(sidsOf(alone, 'BootstrapRole')).toEqual(people);
    const text = JSON.stringify([all, alone]);
    expect(text).not.toMatch(/"AWS":"[^"]*:role/);
  });

  it('the bootstrap role: nobody, unless the deployment says whom', () => {
    const { Rules } = TEMPLATES[1]!.template as { readonly Rules: Readonly<Record<string, object>> };
    const empty = (name: string) => ({ 'Fn::Equals': [{ Ref: name }, ''] });
    expect(Rules['SomeOperators']).toMatchObject({
      Assertions: [
        {
          Assert: {
            'Fn::Not': [{ 'Fn::And': [empty('OperatorPrincipals'), empty('OperatorPermissionSet')] }],
          },
        },
      ],
    });
  });
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
