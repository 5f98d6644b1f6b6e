import type { Fleet } from '@roster/access';
import { parseFleet } from '../src/index.ts';

export const NOW = new Date('2026-06-01T00:00:00Z');

/** The fleet of one text, which must be right. */
export function loaded(text: string): Fleet {
  const read = parseFleet([{ file: 'fleet.yaml', text }], { now: NOW });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.fleet;
}

/** What is wrong with these texts, as `file:line:column message`. */
export function problemsOf(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => ({ file: `${index + 1}.yaml`, text }));
  const read = parseFleet(files, { now: NOW });
  if (!('problems' in read)) return [];
  return read.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}
