// Stands in for the readers of @roster/access until they are there; then this file goes.
import { parse } from 'yaml';
import { canonicalPrincipal } from '../../../access/src/arn/index.ts';

interface Row {
  rolearn?: string;
  userarn?: string;
  username?: string;
  groups?: string[];
}

export { canonicalPrincipal };

export function matchRow(data: Readonly<Record<string, string>>, arn: string) {
  const rows = (text = '') => {
    try {
      return (parse(text) as Row[] | null) ?? [];
    } catch {
      return [];
    }
  };
  const is = (each: string | undefined) => each?.toLowerCase() === arn.toLowerCase();
  const row =
    rows(data['mapRoles']).findLast((each) => is(each.rolearn)) ??
    rows(data['mapUsers']).findLast((each) => is(each.userarn));
  return row && { username: row.username ?? '', groups: row.groups ?? [] };
}
