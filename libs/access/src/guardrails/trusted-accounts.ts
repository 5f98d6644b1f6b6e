import { parseArn } from '../arn/index.ts';
import type { ReadRow } from '../aws-auth/reading.ts';
import { decidingRows } from '../merge/live-rows.ts';
import type { Guardrail } from './guardrail.ts';

/** Nobody of an account that is not trusted comes to hold `system:masters`; who holds it already is left alone. */
export const trustedAccounts: Guardrail = {
  name: 'trusted-accounts',
  overridable: true,
  objections: ({ was, is, mastersFrom }) => {
    const wrong: string[] = [];
    for (const [principal, rows] of is) {
      const account = parseArn(principal)?.account ?? '';
      if (mastersFrom.includes(account) || !isMaster(rows) || isMaster(was.get(principal) ?? [])) continue;
      wrong.push(
        `${rows[0]?.arn ?? principal} would hold system:masters, and its account ${account} is not trusted here`,
      );
    }
    return wrong;
  },
};

const isMaster = (rows: readonly ReadRow[]): boolean =>
  decidingRows(rows).some(({ groups }) => groups.includes('system:masters'));
