import type { Fleet } from '@roster/access';
import { createHash } from 'node:crypto';
import { canonicalFleet, canonicalJson } from './canonical.ts';

/**
 * The name of a revision that was read from files and not stored: `files:` and 12 hexadecimal digits. The same for
 * the same fleet, whatever the order of its clusters and grants in the files, and whatever the comments.
 */
export function digestOf(fleet: Fleet): string {
  const digest = createHash('sha256')
    .update(canonicalJson(canonicalFleet(fleet)))
    .digest('hex');
  return `files:${digest.slice(0, 12)}`;
}
