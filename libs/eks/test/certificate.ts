import { webcrypto } from 'node:crypto';
// What the certificate library is built with wants this loaded first.
import 'reflect-metadata';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60_000;

/** A key and a certificate that it signed itself, as PEM: valid today for those host names. */
export async function selfSigned(...names: readonly string[]): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const today = Date.now();
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      keys,
      name: 'CN=test',
      notBefore: new Date(today - DAY_MS),
      notAfter: new Date(today + DAY_MS),
      signingAlgorithm: ALGORITHM,
      extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
    },
    webcrypto,
  );
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(key, 'PRIVATE KEY'), cert: made.toString('pem') };
}
