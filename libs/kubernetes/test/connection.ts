import type { Connection } from '@roster/reconcile';

/** A CA that can be read, for what never opens a connection. */
export const CA = `-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUXbbvcNFnCz+mlAHjETL9KA01P1wwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMzAxOTU4NTFaGA8yMTI2MTEwNjE5NTg1
MVowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEe4
gkXv9/ZHtyk5P9/S6xKgWyvez9EtxqMDQ9H/OqMgkPWViSKjMF2TIfqX5AaybCMY
vNkadHcOOwtVEbknXlujUzBRMB0GA1UdDgQWBBQeWtwxNvD/HXeVbxpLiM1D9ozc
VDAfBgNVHSMEGDAWgBQeWtwxNvD/HXeVbxpLiM1D9ozcVDAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIQDqOUrrcIRviWXlFc48MOoPQiX/K5PMl2sC
DeKonbkz9gIgekc/FgGPpZxjWTUOeczc1CeYSWZSSlE1QEGwb0+ArNE=
-----END CERTIFICATE-----`;

/** A connection to that endpoint, with the token `the-secret-token`. */
export function connectionTo(endpoint: string, ca: string): Connection {
  const certificateAuthority = Buffer.from(ca).toString('base64');
  const signedAt = new Date('2026-11-01T12:00:00Z');
  return {
    cluster: 'arn:aws:eks:eu-west-1:111122223333:cluster/one',
    facts: {
      ...{ endpoint, certificateAuthority, endpointAccess: 'public' },
      ...{ authenticationMode: 'CONFIG_MAP', tokenId: 'one' },
    },
    token: { reveal: () => 'the-secret-token', signedAt, expiresAt: signedAt },
  };
}
