import { isFault } from '@roster/workflow';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { toFault } from './faults.ts';

const doing = { table: 'fleet-journal', doing: 'reading STATUS' };
const SECRET = 'IQoJb3JpZ2luX2VjEXAMPLE';

function vendor(name: string, more: object = {}): Error {
  return Object.assign(new Error(`x-amz-security-token:${SECRET}`), { name, ...more });
}

describe('toFault', () => {
  it.each([
    [vendor('ThrottlingException'), 'ThrottledFault'],
    [vendor('ProvisionedThroughputExceededException'), 'ThrottledFault'],
    [vendor('AccessDeniedException'), 'DeniedFault'],
    [vendor('InvalidSignatureException'), 'CredentialsFault'],
    [vendor('ExpiredTokenException'), 'CredentialsFault'],
    [vendor('CredentialsProviderError'), 'CredentialsFault'],
    [vendor('TimeoutError'), 'TimeoutFault'],
    [vendor('Error', { code: 'ETIMEDOUT' }), 'TimeoutFault'],
    [vendor('Error', { code: 'ECONNREFUSED' }), 'ConnectionFault'],
    [vendor('Error', { code: 'ENOTFOUND' }), 'ConnectionFault'],
    [vendor('Error', { code: 'CERT_HAS_EXPIRED' }), 'CertificateFault'],
    [vendor('InternalServerError', { $metadata: { httpStatusCode: 500 } }), 'ServerFault'],
    [vendor('Unheard', { $metadata: { httpStatusCode: 503 } }), 'ServerFault'],
    [vendor('ResourceNotFoundException'), 'NotFoundFault'],
    [vendor('ValidationException'), 'BadInputFault'],
  ])('makes %s a %s', (error, code) => {
    const fault = toFault(error, doing);
    expect(isFault(fault, code as never)).toBe(true);
    expect(String(fault)).toContain('table fleet-journal, reading STATUS: ');
  });

  it('says nothing of what AWS wrote, where it may quote the session token', () => {
    const error = vendor('InvalidSignatureException', {
      $metadata: { httpStatusCode: 403, requestId: 'r-1' },
    });
    const fault = toFault(error, doing);
    expect(inspect(fault, { depth: 9 })).not.toContain(SECRET);
    expect(String(fault)).toContain('InvalidSignatureException, 403, r-1');
  });

  it('keeps what AccessDenied says: which action, on what', () => {
    const error = Object.assign(
      new Error('User: u is not authorized to perform: dynamodb:Query on resource: t'),
      {
        name: 'AccessDeniedException',
      },
    );
    expect(String(toFault(error, doing))).toContain('dynamodb:Query on resource: t');
  });

  it('says who may write where the table’s own policy denies it', () => {
    const message =
      'User: u is not authorized to perform: dynamodb:PutItem on resource: t with an explicit deny in a resource-based policy';
    const error = Object.assign(new Error(message), { name: 'AccessDeniedException' });
    expect(String(toFault(error, doing))).toMatch(
      /dynamodb:PutItem on resource: t .*catalogWriters, or journalWriters/,
    );
    const other = Object.assign(new Error(message.replace(/ with.*/, '')), { name: 'AccessDeniedException' });
    expect(String(toFault(other, doing))).not.toContain('Writers');
  });

  it('tells who has no credentials what to do', () => {
    const fault = toFault(vendor('CredentialsProviderError'), doing);
    expect(String(fault)).toContain('or there are none: log in');
  });

  it('tells an item that is too large', () => {
    const error = Object.assign(new Error('Item size has exceeded the maximum allowed size'), {
      name: 'ValidationException',
    });
    expect(toFault(error, doing)).toMatchObject({
      name: 'BadInputFault',
      message: expect.stringMatching(/^size: .* over the 400 KB/) as string,
    });
  });

  it('leaves alone what is no error of the SDK', () => {
    const bug = new TypeError('x is not a function');
    expect(toFault(bug, doing)).toBe(bug);
    const fault = toFault(vendor('TimeoutError'), doing);
    expect(toFault(fault, doing)).toBe(fault);
  });
});
