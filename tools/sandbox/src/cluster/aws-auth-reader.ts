import { principalKey, type AwsAuthData, type ReadRow, type Reading } from '@roster/access';
import { parse } from 'yaml';

export function readAwsAuth(data: AwsAuthData): Reading {
  const rows = (list: 'mapRoles' | 'mapUsers', arnKey: string): ReadRow[] => {
    try {
      const value = (parse(data[list] ?? '') ?? []) as Record<string, unknown>[];
      return value.map((row) => ({
        list,
        arn: String(row[arnKey]),
        username: typeof row['username'] === 'string' ? row['username'] : '',
        groups: (row['groups'] as string[] | undefined) ?? [],
        principal: principalKey(String(row[arnKey])),
        position: { line: 1, column: 1 },
      }));
    } catch {
      return [];
    }
  };
  return {
    roles: rows('mapRoles', 'rolearn'),
    users: rows('mapUsers', 'userarn'),
    accounts: [],
    unreadable: [],
    problems: [],
  };
}

export function matchIdentity(reading: Reading, arn: string) {
  return [...reading.roles, ...reading.users].find((row) => row.principal === principalKey(arn));
}

export function renderTemplates(text: string, facts: { sessionName: string }): string {
  return text.replaceAll('{{SessionName}}', facts.sessionName.replaceAll('@', '-'));
}
