import { describe } from 'vitest';
import { documentsContract } from './documents.contract.ts';
import { identityContract } from './identity.contract.ts';
import { listsContract } from './lists.contract.ts';
import { objectsContract } from './objects.contract.ts';
import { pathsContract } from './paths.contract.ts';
import { reviewsContract } from './reviews.contract.ts';
import type { HttpRig, HttpSetup, OnHttp } from './rig.ts';
import { rightsContract } from './rights.contract.ts';
import { writesContract } from './writes.contract.ts';

/** How a cluster answers over HTTP: what the port ClusterApi cannot see, and any other client can. */
export function httpContract(of: string, make: (setup: HttpSetup) => Promise<HttpRig>): void {
  const on: OnHttp = async (setup, test) => {
    const rig = await make(setup);
    try {
      await test(rig);
    } finally {
      await rig.close?.();
    }
  };
  describe(`${of} over HTTP`, () => {
    writesContract(on);
    objectsContract(on);
    listsContract(on);
    pathsContract(on);
    identityContract(on);
    documentsContract(on);
    rightsContract(on);
    reviewsContract(on);
  });
}
