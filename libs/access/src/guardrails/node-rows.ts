import { decidingRows, isNodeRow } from '../merge/live-rows.ts';
import type { Guardrail } from './guardrail.ts';
import { lostAccess } from './lost-access.ts';

/** Rows of nodes and of Fargate stay, in any mode and whoever owns them: without them the nodes fall away. */
export const nodeRows: Guardrail = {
  name: 'node-rows',
  overridable: true,
  objections: ({ was, is }) => {
    const lost: string[] = [];
    for (const [principal, rows] of was) {
      if (!decidingRows(rows).some(isNodeRow)) continue;
      const loss = lostAccess(rows, is.get(principal));
      if (loss !== undefined) lost.push(`the nodes of ${principal} ${loss}`);
    }
    return lost;
  },
};
