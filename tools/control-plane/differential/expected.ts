import { readManifests } from '@roster/access';
import type { Oracle } from './oracle.ts';

/**
 * What stands in the `.expected.json` of a file of the corpus: rows and accounts of the authenticator, and the problems
 * that we tell, which somebody must look at before they are what is expected. An array where there are several
 * documents.
 */
export async function expectedOf(oracle: Oracle, bytes: Uint8Array): Promise<unknown> {
  const { documents = [], panic } = await oracle.ask({ file: bytes });
  if (panic !== undefined) throw new Error(`the authenticator crashes on this file: ${panic}`);
  const told = readManifests(bytes).map(({ problems }, index) => {
    const { roles = [], users = [], accounts = [] } = documents[index]?.reading ?? {};
    return {
      roles,
      users,
      accounts: [...accounts].sort(),
      problems: problems.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`),
    };
  });
  return told.length === 1 ? told[0] : told;
}
