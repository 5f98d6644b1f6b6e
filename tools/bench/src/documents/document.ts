import { principalKey, type AwsAuthData, type DesiredMapping, type OwnedAccess } from '@roster/access';

/** What a run knows of one cluster. */
export interface Fleet {
  readonly live: AwsAuthData;
  readonly desired: readonly DesiredMapping[];
  readonly owned: readonly OwnedAccess[];
}

/**
 * A document of so many rows, as people write them, and what is asked for: every second row is owned, and of twenty
 * rows one is to be replaced, one removed and one added. Each round has another account in it, so that nothing is
 * known of its text from the round before.
 */
export function documentOf(rows: number, round = 0): Fleet {
  const account = String(111122223333 + round);
  const all = Array.from({ length: rows }, (_, at) => rowOf(account, at));
  const owned = all.filter((_, at) => at % 2 === 1);
  const desired = owned.flatMap((row, at) => {
    if (at % 10 === 2) return [];
    const replaced = at % 10 === 1 ? { ...row, groups: [...row.groups, 'auditors'] } : row;
    const added = at % 10 === 3 ? [rowOf(account, rows + at)] : [];
    return [replaced, ...added];
  });
  return {
    live: { mapRoles: textOf(all), mapAccounts: '- "111122223333"\n' },
    desired: desired.map((row) => ({ ...row, grants: ['platform'] })),
    owned: owned.map(({ arn }) => ({ principal: principalKey(arn), grants: ['team'] })),
  };
}

/** How many rows make a document of so many bytes. */
export function rowsOfSize(bytes: number): number {
  const thousand = documentOf(1000).live['mapRoles']?.length ?? 1;
  return Math.floor((bytes * 1000) / thousand) - 10;
}

interface Row {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

function rowOf(account: string, at: number): Row {
  const arn = `arn:aws:iam::${account}:role/team-${at}-engineer`;
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
