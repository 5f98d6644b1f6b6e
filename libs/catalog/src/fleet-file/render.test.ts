import type { Fleet } from '@roster/access';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFleet } from '../../test/arbitrary-fleet.ts';
import { NOW } from '../../test/loaded.ts';
import { withoutSource } from '../fleet/canonical.ts';
import { parseFleet } from './load-fleet.ts';
import { renderFleetFile } from './render.ts';

describe('renderFleetFile', () => {
  it('writes what is read back as the same fleet', () => {
    fc.assert(
      fc.property(arbitraryFleet, (fleet: Fleet) => {
        const text = renderFleetFile(fleet, ' pulled');
        const read = parseFleet([{ file: 'fleet.yaml', text }], { now: NOW });
        // Two grants that disagree on a username are refused, which is another test's matter.
        if ('problems' in read) {
          expect(read.problems.map(({ message }) => message)).toEqual(
            read.problems.map(() => expect.stringContaining('different usernames') as string),
          );
        } else {
          expect({ ...read.fleet, grants: read.fleet.grants.map(withoutSource) }).toEqual(fleet);
        }
      }),
    );
  });
});
