import type { MapValue } from '../goyaml/index.ts';
import type { Say } from './parts.ts';

/** Says which keys stand more than once in a map. */
export function repeatedKeys(map: MapValue, say: Say): void {
  for (const key of map.repeated) {
    const hint =
      key.value === 'apiVersion' || key.value === 'kind' ? ': does --- lack between two documents?' : '';
    const message = `${key.value} stands twice: kubectl takes the last, and what the first held is gone without a word${hint}`;
    say('error', 'repeated-key', message, key);
  }
}
