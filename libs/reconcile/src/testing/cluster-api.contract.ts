import { describe } from 'vitest';
import { awsAuthContract } from './cluster-api-aws-auth.contract.ts';
import { faultsContract } from './cluster-api-faults.contract.ts';
import { identityContract } from './cluster-api-identity.contract.ts';
import type { ClusterApiSetup, ClusterApiUnderTest, On } from './cluster-api-rig.ts';
import { workloadsContract } from './cluster-api-workloads.contract.ts';

/** What every implementation of the port ClusterApi does. `make` is called for each test anew. */
export function clusterApiContract(
  of: string,
  make: (setup: ClusterApiSetup) => Promise<ClusterApiUnderTest>,
): void {
  const on: On = async (setup, test) => {
    const rig = await make(setup);
    try {
      await test(rig);
    } finally {
      await rig.close?.();
    }
  };
  describe(`${of} keeps the contract of ClusterApi`, () => {
    identityContract(on);
    awsAuthContract(on);
    workloadsContract(on);
    faultsContract(on);
  });
}
