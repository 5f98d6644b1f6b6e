import { describe, expect, it } from 'vitest';
import { BearerToken } from './bearer-token.ts';
import { execCredential } from './exec-credential.ts';

const token = new BearerToken(
  'k8s-aws-v1.abc',
  new Date('2026-11-01T12:00:00Z'),
  new Date('2026-11-01T12:14:00Z'),
);
const info = (apiVersion: string) =>
  JSON.stringify({ kind: 'ExecCredential', apiVersion, spec: { interactive: false } });

describe('execCredential', () => {
  it.each([undefined, '', info('client.authentication.k8s.io/v1beta1')])(
    'is the document that kubectl reads, in v1beta1 for %j',
    (execInfo) => {
      expect(execCredential(token, execInfo)).toEqual({
        kind: 'ExecCredential',
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        spec: {},
        status: { expirationTimestamp: '2026-11-01T12:14:00Z', token: 'k8s-aws-v1.abc' },
      });
    },
  );

  it('answers v1 when kubectl asks for v1', () => {
    const asked = 'client.authentication.k8s.io/v1';
    expect(execCredential(token, info(asked)).apiVersion).toBe(asked);
  });

  it.each([info('client.authentication.k8s.io/v1alpha1'), '{}', '{"apiVersion":1}', 'null', 'no JSON'])(
    'refuses %s, and says what to do',
    (execInfo) => {
      const wrapped = () => execCredential(token, execInfo);
      expect(wrapped).toThrow(expect.objectContaining({ name: 'BadInputFault' }));
      expect(wrapped).toThrow(/KUBERNETES_EXEC_INFO/);
      expect(wrapped).not.toThrow(/abc/);
    },
  );
});
