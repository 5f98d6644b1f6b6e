import { webcrypto } from 'node:crypto';
// What the certificate library is built with wants this loaded first.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';
import { isIP } from 'node:net';

/** A private key and its certificate, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** What stands in a certificate. */
export interface CertificateOrder {
  readonly commonName: string;
  /** For a client: the group that an API server takes it for. */
  readonly organization?: string;
  /** For a server: its addresses and DNS names. */
  readonly hosts?: readonly string[];
  /** From when to when it is valid, in days from today. Default: yesterday, a year from now. */
  readonly days?: readonly [from: number, to: number];
}

/** A certificate authority that goes when its process does. */
export interface Authority {
  /** PEM of its own certificate. */
  readonly ca: string;
  readonly issue: (order: CertificateOrder) => Promise<Certificate>;
}

export interface Certificates {
  /** PEM of the CA that signed the others. */
  readonly ca: string;
  readonly valid: Certificate;
  readonly expired: Certificate;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60_000;
const YEAR: readonly [number, number] = [-1, 365];

/** A new authority. `today` is the real date, since whoever reads certificates judges them by a clock of their own. */
export async function makeAuthority(name: string, today: Date): Promise<Authority> {
  const day = (n: number) => new Date(today.getTime() + n * DAY_MS);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const ca = await X509CertificateGenerator.createSelfSigned(
    {
      keys,
      name: `CN=${name}`,
      ...{ notBefore: day(-30), notAfter: day(365) },
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
        // By it two CAs of one name are kept apart, as while EKS rotates one.
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  const issue = (order: CertificateOrder) => issueBy({ ca, caKey: keys.privateKey, day }, order);
  return { ca: ca.toString('pem'), issue };
}

interface Issuer {
  readonly ca: X509Certificate;
  readonly caKey: webcrypto.CryptoKey;
  readonly day: (n: number) => Date;
}

async function issueBy({ ca, caKey, day }: Issuer, order: CertificateOrder): Promise<Certificate> {
  const { commonName, organization, hosts = [], days = YEAR } = order;
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const issuer = await AuthorityKeyIdentifierExtension.create(ca.publicKey, false, webcrypto);
  const names = hosts.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }));
  const made = await X509CertificateGenerator.create(
    {
      publicKey: keys.publicKey,
      signingKey: caKey,
      signingAlgorithm: ALGORITHM,
      subject: [{ CN: [commonName] }, ...(organization === undefined ? [] : [{ O: [organization] }])],
      issuer: ca.subject,
      ...{ notBefore: day(days[0]), notAfter: day(days[1]) },
      extensions: [issuer, ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)])],
    },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: made.toString('pem') };
}

/** A CA, and two server certificates of it for one address: one that is valid, one that expired yesterday. */
export async function makeCertificates(address: string, today: Date): Promise<Certificates> {
  const { ca, issue } = await makeAuthority('sandbox', today);
  const server = { commonName: address, hosts: [address] };
  return { ca, valid: await issue(server), expired: await issue({ ...server, days: [-20, -1] }) };
}
