import { principalKey, type AwsAuthData, type DesiredMapping } from '@roster/access';

/** What a run knows of one cluster. */
export interface Fleet {
  readonly live: AwsAuthData;
  readonly desired: readonly DesiredMapping[];
  readonly owned: readonly string[];
}

/**
 * A document of so many rows, three lines or more each as people write them, and what is asked for: of every twenty
 * rows nine are foreign, the others owned: one of these is replaced, one removed, and one is added beside them.
 */
export function documentOf(rows: number): Fleet {
  const all = Array.from({ length: rows }, (_, at) => rowOf(at));
  const owned = all.filter((_, at) => at % 20 > 8);
  const desired = owned.flatMap((row, at) => {
    if (at % 11 === 3) return [];
    const replaced = at % 11 === 7 ? { ...row, groups: [...row.groups, 'auditors'] } : row;
    const added = at % 11 === 5 ? [rowOf(rows + at)] : [];
    return [replaced, ...added];
  });
  return {
    live: { mapRoles: textOf(all), mapAccounts: '- "111122223333"\n' },
    desired: desired.map((row) => ({ ...row, grants: ['platform'] })),
    owned: owned.map(({ arn }) => principalKey(arn)),
  };
}

/** A document of so many bytes or a little less. */
export function documentOfSize(bytes: number): Fleet {
  const ten = documentOf(1000).live['mapRoles']?.length ?? 1;
  return documentOf(Math.floor((bytes * 1000) / ten) - 10);
}

interface Row {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

function rowOf(at: number): Row {
  const arn = `arn:aws:iam::111122223333:role/team-${at}-engineer`;
  const groups = [`team-${at}`, ...(at % 3 === 0 ? ['viewers', 'deployers'] : ['viewers'])];
  return { arn, username: `team-${at}:{{SessionName}}`, groups };
}

function textOf(rows: readonly Row[]): string {
  return rows
    .map(({ arn, username, groups }, at) => {
      const comment = at % 10 === 0 ? `# team ${at}\n` : '';
      const lines = groups.map((group) => `  - ${group}\n`).join('');
      return `${comment}- rolearn: ${arn}\n  username: "${username}"\n  groups:\n${lines}`;
    })
    .join('');
}
