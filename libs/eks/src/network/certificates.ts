import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { Fault } from '@roster/workflow/faults';
import type { Environment } from './proxy.ts';

/**
 * The certificates by which AWS's endpoints are believed, as PEM: undefined for Node's own (with
 * NODE_EXTRA_CA_CERTS, which Node reads by itself), or these and the ones in the file of AWS_CA_BUNDLE. BadInputFault
 * when that file cannot be read.
 */
export function trustedCertificates(env: Environment): string[] | undefined {
  const file = env['AWS_CA_BUNDLE'];
  if (file === undefined || file === '') return undefined;
  try {
    return [...getCACertificates('default'), readFileSync(file, 'utf8')];
  } catch {
    throw new Fault('BadInputFault', `AWS_CA_BUNDLE: cannot read ${file}; name a file with PEM certificates`);
  }
}
