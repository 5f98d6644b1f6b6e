import type { Connection } from '@roster/reconcile';

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
