import { afterAll, beforeAll, describe } from 'vitest';
import { acceptedContract } from './accepted.contract.ts';
import { partitionsContract } from './partitions.contract.ts';
import { refusedContract } from './refused.contract.ts';
import { startRig, type StartWorld, type TokenRig } from './rig.ts';

/** Which tokens a cluster accepts and refuses, and whether ours are among them. */
export function tokenContract(of: string, start: StartWorld): void {
  describe(`tokens shown to ${of}`, () => {
    let rig: TokenRig & AsyncDisposable;
    beforeAll(async () => {
      rig = await startRig(start);
    });
    afterAll(() => rig[Symbol.asyncDispose]());
    acceptedContract(() => rig);
    refusedContract(() => rig);
  });
  describe(`tokens shown to ${of}`, () => {
    partitionsContract(start);
  });
}
