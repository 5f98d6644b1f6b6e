import type { AwsAuthData } from '@roster/access';
import { createHash } from 'node:crypto';

/** A digest of the data of a ConfigMap; of a ConfigMap that does not exist, as of one without data. */
export function digestOf(data: AwsAuthData | undefined): string {
  const entries = Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}
