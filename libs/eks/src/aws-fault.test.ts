import { inspect } from 'node:util';
import { EKSServiceException } from '@aws-sdk/client-eks';
import { Fault } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { awsFault } from './aws-fault.ts';

const SECRET = 'AQoDYXdzEJr-session-token';

function vendor(name: string, httpStatusCode: number, $fault: 'client' | 'server' = 'client') {
  const message = `The canonical string should have been 'GET / x-amz-security-token:${SECRET}'`;
  const $metadata = { httpStatusCode, requestId: '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE' };
  const $response = { statusCode: httpStatusCode, headers: { authorization: SECRET }, body: SECRET };
  return Object.assign(new EKSServiceException({ name, message, $fault, $metadata }), { $response });
}

function network(code: string) {
  return Object.assign(new Error(`connect ${code} by http://user:${SECRET}@proxy`), { code });
}

describe('awsFault', () => {
  it.each([
    [vendor('ThrottlingException', 400), 'ThrottledFault'],
    [vendor('TooManyRequestsException', 429), 'ThrottledFault'],
    [vendor('RequestLimitExceeded', 503), 'ThrottledFault'],
    [vendor('AccessDeniedException', 403), 'DeniedFault'],
    [vendor('UnrecognizedClientException', 400), 'CredentialsFault'],
    [vendor('ExpiredTokenException', 400), 'CredentialsFault'],
    [vendor('InvalidClientTokenId', 403), 'CredentialsFault'],
    [vendor('SignatureDoesNotMatch', 403), 'CredentialsFault'],
    [vendor('RegionDisabledException', 403), 'DeniedFault'],
    [vendor('SomethingNew', 403), 'DeniedFault'],
    [vendor('ResourceNotFoundException', 404), 'NotFoundFault'],
    [vendor('InvalidParameterException', 400), 'BadInputFault'],
    [vendor('ServerException', 500, 'server'), 'ServerFault'],
    [vendor('ServiceUnavailableException', 503, 'server'), 'ServerFault'],
    [vendor('301', 301), 'ServerFault'],
    [Object.assign(new Error(SECRET), { name: 'CredentialsProviderError' }), 'CredentialsFault'],
    [network('ECONNREFUSED'), 'ConnectionFault'],
    [network('ENOTFOUND'), 'ConnectionFault'],
    [network('ECONNRESET'), 'ConnectionFault'],
    [network('ERR_PROXY_TUNNEL'), 'ConnectionFault'],
    [network('ETIMEDOUT'), 'TimeoutFault'],
    [new DOMException(SECRET, 'TimeoutError'), 'TimeoutFault'],
    [network('CERT_HAS_EXPIRED'), 'CertificateFault'],
    [network('SELF_SIGNED_CERT_IN_CHAIN'), 'CertificateFault'],
    [network('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'CertificateFault'],
    [vendor('418', 418), 'BadAnswerFault'],
    [vendor('UnknownError', 404), 'BadAnswerFault'],
    [Object.assign(new SyntaxError(SECRET), { $response: { body: SECRET } }), 'BadAnswerFault'],
    [network('ERR_ANSWER_TOO_LONG'), 'BadAnswerFault'],
    [new TypeError(SECRET), 'BadInputFault'],
    [SECRET, 'BadInputFault'],
  ])('%# names %s, and holds nothing of it that may be secret', (error, name) => {
    const fault = awsFault(error, 'the cluster: the call');
    expect(fault).toMatchObject({ name });
    expect(fault.message).toMatch(/^the cluster: the call: /);
    expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  it('tells the name, the status and the request, to ask AWS about', () => {
    const { message } = awsFault(vendor('AccessDeniedException', 403), 'x');
    expect(message).toContain(
      '(AccessDeniedException, HTTP 403, request 7a62c49f-347e-4fc4-9331-6e8eEXAMPLE)',
    );
  });

  it('leaves a fault as it is', () => {
    const fault = new Fault('DeniedFault', 'no');
    expect(awsFault(fault, 'x')).toBe(fault);
  });
});
