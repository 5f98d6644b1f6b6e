import { isNodeRow } from '../merge/live-rows.ts';
import type { Guardrail } from './guardrail.ts';
import { decidingByPrincipal, lostAccess } from './lost-access.ts';

/** Rows of nodes and of Fargate stay, in any mode and whoever owns them: without them the nodes fall away. */
export const nodeRows: Guardrail = {
  name: 'node-rows',
  overridable: true,
  objections: ({ before, after }) => {
    const is = decidingByPrincipal(after);
    return [...decidingByPrincipal(before)].flatMap(([principal, rows]) => {
      const loss = rows.some(isNodeRow) ? lostAccess(rows, is.get(principal)) : undefined;
      return loss === undefined ? [] : [`the nodes of ${principal} ${loss}`];
    });
  },
};
