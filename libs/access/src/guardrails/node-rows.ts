import { accessKey, sameList } from '../aws-auth/mapping.ts';
import { decidingRows } from '../merge/live-rows.ts';
import { nodePartOf } from '../privileged/index.ts';
import type { Guardrail, Objection } from './guardrail.ts';
import { lostAccess } from './lost-access.ts';

/**
 * Rows of nodes and of Fargate keep what nodes need, in any mode and whoever owns them: without it the nodes fall away.
 * What else stands in such a row is no node access, and may go.
 */
export const nodeRows: Guardrail = {
  name: 'node-rows',
  overridable: true,
  objections: ({ was, is, account }) => {
    const lost: Objection[] = [];
    for (const [principal, rows] of was) {
      const deciding = decidingRows(rows);
      const parts = deciding.flatMap((row) => nodePartOf(row, account) ?? []);
      const after = is.get(principal) ?? [];
      // Of a user in two letter cases one row may be a node's, and the other not: as doubtful as it was.
      const stays = sameList(deciding.map(accessKey), decidingRows(after).map(accessKey));
      const loss = parts.length === 0 || stays ? undefined : lostAccess(parts, after);
      if (loss !== undefined)
        lost.push({ principal, message: `the nodes of ${rows[0]?.arn ?? principal} ${loss}` });
    }
    return lost;
  },
};
