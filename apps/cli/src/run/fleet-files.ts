import type { Fleet } from '@roster/access';
import { loadFleet } from '@roster/catalog';
import path from 'node:path';
import type { Io } from '../io.ts';
import { texts } from '../options.ts';
import { safe } from '../output/escape.ts';
import { UsageError } from '../usage-error.ts';

export const filesOption = {
  files: texts('-f, --file <path>', 'use this fleet file or folder, without storing it; may be repeated'),
} as const;

/** The fleet of these files. UsageError that names everything wrong with them, each at its place. */
export async function readFleet(io: Io, files: readonly string[]): Promise<Fleet> {
  const loaded = await loadFleet(
    files.map((file) => path.resolve(io.cwd, file)),
    { now: io.now() },
  );
  if ('fleet' in loaded) return loaded.fleet;
  const lines = loaded.problems.map(
    ({ file, line, column, message }) =>
      `${safe(path.relative(io.cwd, file) || file)}:${String(line)}:${String(column)}: ${safe(message)}`,
  );
  throw new UsageError(lines.join('\n'));
}
