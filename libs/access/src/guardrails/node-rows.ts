import { decidingRows, isNodeRow } from '../merge/live-rows.ts';
import type { Guardrail } from './guardrail.ts';
import { lostAccess } from './lost-access.ts';

/** Rows of nodes and of Fargate stay, in any mode and whoever owns them: without them the nodes fall away. */
export const nodeRows: Guardrail = {
  name: 'node-rows',
  overridable: true,
  objections: ({ was, is }) =>
    [...was].flatMap(([principal, rows]) => {
      const nodes = decidingRows(rows).some(isNodeRow);
      const loss = nodes ? lostAccess(rows, is.get(principal)) : undefined;
      return loss === undefined ? [] : [`the nodes of ${principal} ${loss}`];
    }),
};
