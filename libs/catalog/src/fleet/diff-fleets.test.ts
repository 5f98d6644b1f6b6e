import { sampleFleet } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { diffFleets, isSame } from './diff-fleets.ts';
import { digestOf } from './digest.ts';
import { filesCatalog } from './files-catalog.ts';

const fleet = sampleFleet();
const [zebra, ant] = fleet.clusters;
const [ops, audit] = fleet.grants;

/** The same fleet, otherwise written. */
const rewritten = {
  ...fleet,
  clusters: fleet.clusters.toReversed(),
  grants: [audit!, { ...ops!, source: { file: 'elsewhere.yaml', line: 9, column: 1 } }],
};

describe('diffFleets', () => {
  it('finds nothing where only places and order differ', () => {
    const diff = diffFleets(fleet, rewritten);
    expect(isSame(diff)).toBe(true);
    expect(diff).toEqual({
      clusters: { added: [], removed: [], changed: [] },
      grants: { added: [], removed: [], changed: [] },
      settings: [],
    });
  });

  it('finds what came and what left', () => {
    const diff = diffFleets({ ...fleet, clusters: [zebra!] }, { ...fleet, clusters: [ant!], grants: [ops!] });
    expect(diff.clusters).toEqual({ added: [ant], removed: [zebra], changed: [] });
    expect(diff.grants).toEqual({ added: [], removed: [audit], changed: [] });
    expect(isSame(diff)).toBe(false);
    expect(diffFleets(undefined, fleet).clusters.added).toEqual([ant, zebra]);
  });

  it('names the fields of what changed', () => {
    const after = { ...ant!, labels: { env: 'dev', empty: '', team: 'a' } };
    const grant = { ...ops!, groups: ['view'] };
    const diff = diffFleets(fleet, { ...fleet, clusters: [after, zebra!], grants: [grant, audit!] });
    expect(diff.clusters.changed).toEqual([
      {
        ...{ before: ant, after },
        fields: [
          { field: 'labels.env', before: 'prod', after: 'dev' },
          { field: 'labels.team', before: undefined, after: 'a' },
        ],
      },
    ]);
    expect(diff.grants.changed[0]?.fields).toEqual([
      { field: 'groups', before: ['system:masters'], after: ['view'] },
    ]);
  });

  it('compares the settings', () => {
    const rollout = { ...fleet.rollout, failureBudget: { count: 3 } };
    const { settings } = diffFleets(fleet, { ...fleet, rollout, protected: [] });
    expect(settings).toEqual([
      { field: 'protected', before: fleet.protected, after: [] },
      { field: 'rollout.failureBudget.count', before: undefined, after: 3 },
      { field: 'rollout.failureBudget.percent', before: 2.5, after: undefined },
    ]);
  });
});

describe('digestOf', () => {
  it('is the same for the same fleet, and another for another', () => {
    expect(digestOf(fleet)).toMatch(/^files:[0-9a-f]{12}$/);
    expect(digestOf(rewritten)).toBe(digestOf(fleet));
    expect(digestOf({ ...fleet, clusters: [zebra!] })).not.toBe(digestOf(fleet));
    const [wave] = fleet.rollout.waves;
    const waves = [wave!, { ...wave!, name: 'second' }];
    const ordered = [waves, waves.toReversed()].map((order) =>
      digestOf({ ...fleet, rollout: { ...fleet.rollout, waves: order } }),
    );
    expect(ordered[0]).not.toBe(ordered[1]);
  });
});

describe('filesCatalog', () => {
  it('holds the one fleet under its digest', async () => {
    const catalog = filesCatalog(fleet);
    const revision = { id: digestOf(fleet), fleet };
    expect(await catalog.read()).toEqual(revision);
    expect(await catalog.read(revision.id)).toEqual(revision);
    expect(await catalog.read('1')).toBeUndefined();
  });
});
