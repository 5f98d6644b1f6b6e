import { X509Certificate } from 'node:crypto';
import { Fault, type ConnectionFacts } from '@roster/workflow';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The CAs that were read last, so that a run's calls to one cluster read its CA once. */
const KEPT = 256;
const read = new Map<string, string>();

/**
 * The certificates by which a cluster is believed, as PEM: one block, or two while EKS rotates the CA. CertificateFault
 * where there is none, or one that cannot be read: Node would then fall back to the certificates of the system.
 */
export function certificateAuthorityOf(facts: ConnectionFacts, cluster: string): string {
  const { certificateAuthority: base64 } = facts;
  const known = read.get(base64);
  if (known !== undefined) return known;
  const blocks = Buffer.from(base64, 'base64').toString('latin1').match(BLOCK) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate)) {
    throw new Fault(
      'CertificateFault',
      `${cluster}: the CA that EKS names holds no certificate that can be read, so no token is sent there`,
    );
  }
  const pem = blocks.join('\n');
  if (read.size >= KEPT) read.clear();
  read.set(base64, pem);
  return pem;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
