import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../../test/loaded.ts';
import { SHAPES } from '../../test/shapes.ts';
import { diffFleets } from '../fleet/diff-fleets.ts';
import { parseFleet } from './load-fleet.ts';

const SEARCHES = [
  'find',
  'findIndex',
  'findLast',
  'some',
  'every',
  'includes',
  'indexOf',
  'filter',
  'concat',
] as const;
type Search = (...args: readonly unknown[]) => unknown;
const originals = new Map(SEARCHES.map((name) => [name, Reflect.get(Array.prototype, name) as Search]));
let looked = 0;

// What grows by the square is a list that is gone through once for each item of another: so the elements of all lists
// are counted in which anything is looked for, by us and by the libraries. Nothing here depends on the time it takes.
beforeEach(() => {
  for (const [name, search] of originals) {
    const counting = function (this: readonly unknown[], ...args: readonly unknown[]): unknown {
      looked += this.length;
      return Reflect.apply(search, this, args);
    };
    Object.defineProperty(Array.prototype, name, { value: counting, writable: true, configurable: true });
  }
});
afterEach(() => {
  for (const [name, value] of originals) {
    Object.defineProperty(Array.prototype, name, { value, writable: true, configurable: true });
  }
});

function workOf(text: string): number {
  looked = 0;
  const loaded = parseFleet([{ file: 'fleet.yaml', text }], { now: NOW });
  if ('fleet' in loaded) diffFleets({ ...loaded.fleet, clusters: [], grants: [] }, loaded.fleet);
  return looked;
}

describe('four times as much takes four times the work', { timeout: 30_000 }, () => {
  it.each(Object.entries(SHAPES))('%s', (name, make) => {
    // Nesting is refused where the stack ends: below that depth each level asks those around it.
    const size = name.endsWith('lists') || name.endsWith('maps') ? 5_000 : 200;
    const [some, more] = [workOf(make(size)), workOf(make(4 * size))];
    expect(more).toBeLessThan(5 * some + 2000);
  });
});

describe('a file that is far too large', { timeout: 30_000 }, () => {
  const messages = (text: string) => {
    const loaded = parseFleet([{ file: 'fleet.yaml', text }], { now: NOW });
    return 'problems' in loaded ? loaded.problems.map(({ message }) => message) : [];
  };

  it.each(['lists in lists', 'maps in maps'])('is refused: %s', (name) => {
    expect(messages(SHAPES[name]?.(50_000) ?? '')).toEqual(['is nested too deep']);
  });

  it('is refused for what its parts make together, before they are resolved', () => {
    const [clusters, grants] = [SHAPES['clusters']?.(8_000) ?? '', SHAPES['principals']?.(8_000) ?? ''];
    const text = `${clusters}${grants.slice(grants.indexOf('grants:'))}`;
    expect(messages(text)).toEqual([
      '8000 clusters, and 8000 principals of grants, 0 waves and 0 ownership rules for each: more than 50000000 pairs cannot be resolved; split the fleet',
    ]);
  });
});
