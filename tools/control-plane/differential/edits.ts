import {
  draftWrite,
  editAwsAuth,
  planChanges,
  readAwsAuth,
  UneditableError,
  writes,
  type AwsAuthData,
  type Edit,
} from '@roster/access';
import {
  arbitraryEdits,
  arbitraryRequest,
  arbitrarySharedData,
  arbitraryTidyData,
  areExpected,
  arns,
  rowsAfter,
  writtenData,
  type Request,
} from '@roster/access/testing';
import fc from 'fast-check';
import type { Oracle, OracleReading } from './oracle.ts';

export interface EditCount {
  readonly edits: number;
  /** Documents that cannot be edited for certain, or may not be by a guardrail, which is said instead. */
  readonly refused: number;
  /** Seed and document of an edit after which the authenticator has other rows than it should. */
  readonly finding?: string;
}

/** A document, what it has become, and the edits that this should be. */
interface Edited {
  readonly data: AwsAuthData;
  readonly after: AwsAuthData | undefined;
  readonly edits: readonly Edit[];
}

/** Documents to edit: tidy ones, those of programs that use a list twice, and what else people write. */
const documents = fc.oneof(
  { weight: 2, arbitrary: arbitraryTidyData },
  { weight: 1, arbitrary: arbitrarySharedData },
  { weight: 1, arbitrary: writtenData },
);

const edited = fc
  .tuple(documents, arbitraryEdits(arns))
  .map(([data, edits]): Edited => ({ data, edits, after: editOrRefuse(data, edits) }));

const drafted = fc.tuple(documents, arbitraryRequest(arns)).map(([data, request]) => draft(data, request));

/**
 * Edits random documents by `editAwsAuth`, and by plan and `draftWrite`, and asks the authenticator before and after:
 * its rows must be those from before with the edits made, and nothing else.
 */
export async function runEdits(
  oracle: Oracle,
  options: { readonly edits: number; readonly seed: number },
): Promise<EditCount> {
  let refused = 0;
  const property = fc.asyncProperty(fc.oneof(edited, drafted), async ({ data, after, edits }) => {
    if (after === undefined) refused += 1;
    return after === undefined || landed(await readings(oracle, data, after), edits);
  });
  const run = await fc.check(property, { seed: options.seed, numRuns: options.edits });
  const finding = run.failed ? { finding: JSON.stringify([run.seed, run.counterexample]) } : {};
  return { edits: run.numRuns, refused, ...finding };
}

function editOrRefuse(data: AwsAuthData, edits: readonly Edit[]): AwsAuthData | undefined {
  try {
    return editAwsAuth(data, edits);
  } catch (error) {
    if (error instanceof UneditableError) return undefined;
    throw error;
  }
}

function draft(data: AwsAuthData, request: Request): Edited {
  const before = readAwsAuth(data);
  const changeSet = planChanges({ ...request, live: before });
  const { account, protectedPrincipals } = request;
  const overrides = ['node-rows', 'protected', 'trusted-accounts'].map((rule) => ({
    rule,
    reason: 'a test',
  }));
  const removals = { exclusiveDecided: true, prune: false, ended: [] };
  const limits = { account, protectedPrincipals, privilegedFrom: [], privilegedGroups: [] };
  const judged = { owned: request.owned, own: [], removals, ...limits, overrides };
  const drafted = draftWrite(data, { changeSet, before, ...judged });
  const edits = writes(drafted.changeSet).map((change): Edit => {
    const { principal, list } = change;
    return change.op === 'remove'
      ? { op: 'remove', principal }
      : { op: 'put', principal, list, mapping: change.after };
  });
  const refused = drafted.refusals.length > 0 && edits.length === 0;
  return { data, after: refused ? undefined : drafted.data, edits };
}

type BeforeAndAfter = readonly [OracleReading | undefined, OracleReading | undefined];

async function readings(
  oracle: Oracle,
  ...both: readonly [AwsAuthData, AwsAuthData]
): Promise<BeforeAndAfter> {
  const [before, after] = await Promise.all(both.map((data) => oracle.ask({ data })));
  return [before?.reading, after?.reading];
}

function landed([before, after]: BeforeAndAfter, edits: readonly Edit[]): boolean {
  if (before === undefined || after === undefined) return false;
  const expected = rowsAfter(before, edits);
  return (
    areExpected(after.roles, expected.roles) &&
    areExpected(after.users, expected.users) &&
    JSON.stringify(after.accounts) === JSON.stringify(before.accounts) &&
    JSON.stringify(after.broken) === JSON.stringify(before.broken)
  );
}
