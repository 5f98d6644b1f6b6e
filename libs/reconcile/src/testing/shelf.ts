import { Fault } from '@roster/workflow';
import { gzipSync } from 'node:zlib';

/** A heavy item may have so many bytes once it is gzipped (design.md: Storage). */
const HEAVY_LIMIT = 380 * 1024;

/** Values by key, as JSON, listed in the order of their keys. */
export class Shelf<T> {
  private readonly texts = new Map<string, string>();

  put(key: string, value: T): void {
    this.texts.set(key, JSON.stringify(value));
  }

  get(key: string): T | undefined {
    const text = this.texts.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  remove(key: string): void {
    this.texts.delete(key);
  }

  list(prefix: string): T[] {
    const keys = [...this.texts.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.map((key) => JSON.parse(this.texts.get(key) ?? 'null') as T);
  }
}

/** Bytes of a value, gzipped. */
const sizeOf = (value: object): number => gzipSync(JSON.stringify(value)).length;

/** BadInputFault where a value does not fit into one item. */
export function assertFits(value: object, what: string): void {
  const size = sizeOf(value);
  if (size <= HEAVY_LIMIT) return;
  throw new Fault(
    'BadInputFault',
    `size: the ${what} has ${Math.ceil(size / 1024)} KB gzipped, the limit is 380 KB`,
  );
}

/** What throws becomes a rejection, as with a store that is far away. */
export function answer<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}
