import fc from 'fast-check';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { arns } from './mappings.ts';

const POOL = [['view'], ['system:nodes', 'system:bootstrappers'], ['ops', 'a b', "it's"]] as const;

const row = fc.record({
  arn: fc.constantFrom(...arns),
  username: fc.constantFrom('u', 'ops:{{SessionName}}', 'a b'),
  groups: fc.nat(POOL.length - 1),
  /** Groups one below the other, in brackets, or the whole row in braces. */
  style: fc.constantFrom('lines', 'brackets', 'braces'),
  /** How the row is made of the one before it that has an anchor. */
  from: fc.constantFrom('itself', 'itself', 'itself', 'merge', 'alias'),
  comment: fc.boolean(),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

/**
 * Documents as programs write them that use one list of groups twice: the first is written out behind an anchor, the
 * others are aliases; now and then a whole row, or a merge key.
 */
export const arbitrarySharedData: fc.Arbitrary<AwsAuthData> = fc
  .array(row, { minLength: 2, maxLength: 6 })
  .map((rows) => ({ mapRoles: textOf(rows) }));

function textOf(rows: readonly Row[]): string {
  const known = new Set<number>();
  let whole: string | undefined;
  return rows
    .map((one, index) => {
      if (one.from === 'alias' && whole !== undefined) return `- *${whole}\n`;
      if (one.from === 'merge' && whole !== undefined) {
        return `- <<: *${whole}\n  rolearn: ${one.arn}\n${one.comment ? '  # its own\n' : ''}`;
      }
      const anchored = whole === undefined && one.style !== 'lines';
      if (anchored) whole = `row${String(index)}`;
      return written(one, anchored ? `&row${String(index)}` : '', known);
    })
    .join('');
}

function written({ arn, username, groups, style, comment }: Row, anchor: string, known: Set<number>): string {
  const list = POOL[groups] ?? [];
  const isKnown = known.has(groups);
  known.add(groups);
  const flow = isKnown
    ? `*g${String(groups)}`
    : `&g${String(groups)} [${list.map((group) => JSON.stringify(group)).join(', ')}]`;
  if (style === 'braces') return `- ${anchor} {rolearn: ${arn}, username: "${username}", groups: ${flow} }\n`;
  const begin = anchor === '' ? '- ' : `- ${anchor}\n  `;
  const lines = list.map((group) => `    - ${JSON.stringify(group)}\n`).join('');
  const remark = comment ? ' # shared' : '';
  const value =
    style === 'lines' && !isKnown ? ` &g${String(groups)}${remark}\n${lines}` : ` ${flow}${remark}\n`;
  return `${begin}rolearn: ${arn}\n  username: "${username}"\n  groups:${value}`;
}
