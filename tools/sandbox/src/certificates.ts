import { webcrypto } from 'node:crypto';
// What the certificate library is built with wants this loaded first.
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

/** A private key and its certificate, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  /** PEM of the CA that signed the others. */
  readonly ca: string;
  readonly valid: Certificate;
  readonly expired: Certificate;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60_000;

/**
 * A CA, and two server certificates of it for one address: one that is valid, one that expired yesterday.
 * `today` is the real date, since clients judge certificates by their own clock.
 */
export async function makeCertificates(address: string, today: Date): Promise<Certificates> {
  const day = (n: number) => new Date(today.getTime() + n * DAY_MS);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const ca = await X509CertificateGenerator.createSelfSigned(
    {
      keys,
      name: 'CN=sandbox',
      ...{ notBefore: day(-30), notAfter: day(365) },
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    },
    webcrypto,
  );
  const server = (from: Date, to: Date) =>
    serverCertificate({ ca, caKey: keys.privateKey, address, from, to });
  return {
    ca: ca.toString('pem'),
    valid: await server(day(-1), day(365)),
    expired: await server(day(-20), day(-1)),
  };
}

interface ServerOrder {
  readonly ca: X509Certificate;
  readonly caKey: webcrypto.CryptoKey;
  readonly address: string;
  readonly from: Date;
  readonly to: Date;
}

async function serverCertificate({ ca, caKey, address, from, to }: ServerOrder): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.create(
    {
      publicKey: keys.publicKey,
      signingKey: caKey,
      signingAlgorithm: ALGORITHM,
      subject: `CN=${address}`,
      issuer: ca.subject,
      ...{ notBefore: from, notAfter: to },
      extensions: [new SubjectAlternativeNameExtension([{ type: 'ip', value: address }])],
    },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: made.toString('pem') };
}
