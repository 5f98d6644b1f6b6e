import type { Fleet } from '@roster/access';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFleet } from '../../test/arbitrary-fleet.ts';
import { loaded, NOW } from '../../test/loaded.ts';
import { withoutSource } from '../fleet/canonical.ts';
import { parseFleet } from './load-fleet.ts';
import { renderClustersFile, renderFleetFile } from './render.ts';

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

describe('renderClustersFile', () => {
  const found = [
    {
      name: 'b',
      account: '111122223333',
      region: 'eu-west-1',
      tags: { version: '1.30', env: 'prod', 'aws:x': 'y' },
    },
    { name: 'a', account: '012345678901', region: 'us-east-1', tags: {} },
  ];

  it('sorts clusters, quotes accounts, and makes labels of tags', () => {
    const body = renderClustersFile(found)
      .replace(/^#.*\n/gm, '')
      .trim();
    expect(body).toBe(
      [
        'apiVersion: roster/v1',
        'clusters:',
        '  - name: a',
        '    account: "012345678901"',
        '    region: us-east-1',
        '  - name: b',
        '    account: "111122223333"',
        '    region: eu-west-1',
        '    labels:',
        '      env: prod',
        '      version: "1.30"',
      ].join('\n'),
    );
  });

  it('says in a comment who writes it', () => {
    expect(renderClustersFile([])).toMatch(/^# The clusters that EKS lists\. Written by `roster discover`/);
  });

  it('is read as a fleet file', () => {
    const { clusters } = loaded(renderClustersFile(found));
    expect(clusters.map(({ arn }) => arn)).toEqual([
      'arn:aws:eks:us-east-1:012345678901:cluster/a',
      'arn:aws:eks:eu-west-1:111122223333:cluster/b',
    ]);
  });
});
