import { AwsError } from '../aws-error.ts';
import type { Calls } from '../calls.ts';
import type { Answer, Request } from '../http/message.ts';
import { queryPairs } from '../signature/canonical-request.ts';
import { verifySignature, type Expected, type Verified } from '../signature/verify-signature.ts';
import { errorAnswer, resultAnswer } from './answer.ts';
import { assumeRole, type Organization } from './assume-role.ts';
import type { Principals } from './principals.ts';
import { readStsHost } from './sts-host.ts';

export interface StsService {
  readonly principals: Principals;
  readonly organization: Organization;
  readonly now: () => Date;
  readonly calls: Calls;
}

/** Whose signature a request for STS carries. SignatureError when AWS would refuse it. */
export function verifyForSts(service: StsService, request: Request, region?: string): Verified {
  const keyOf: Expected['keyOf'] = (id) => service.principals.keyOf(id);
  const place = region === undefined ? {} : { region };
  return verifySignature(request, { keyOf, now: service.now(), service: 'sts', ...place });
}

/** Answers one request of the query protocol: GetCallerIdentity (presigned too) and AssumeRole. */
export function answerSts(service: StsService, request: Request): Answer {
  const json = request.headers['accept']?.includes('application/json') ?? false;
  const parameters = new Map([...queryPairs(request.query), ...queryPairs(request.body.toString('utf8'))]);
  const action = parameters.get('Action') ?? 'unknown';
  service.calls.count(`sts:${action}`);
  try {
    // Under a host name of AWS, only a signature for that Region counts; on loopback, one for any.
    const region = readStsHost(request.headers['host'] ?? '')?.region;
    const { caller } = verifyForSts(service, request, region).key;
    if (parameters.get('Version') !== '2011-06-15') throw unknownAction(action, parameters.get('Version'));
    if (action === 'GetCallerIdentity') {
      return resultAnswer(action, { Arn: caller.arn, UserId: caller.userId, Account: caller.account }, json);
    }
    if (action === 'AssumeRole') {
      return resultAnswer(action, assumeRole(service, caller, parameters), json);
    }
    throw unknownAction(action, '2011-06-15');
  } catch (error) {
    return errorAnswer(error, json);
  }
}

function unknownAction(action: string, version = ''): AwsError {
  return new AwsError(400, 'InvalidAction', `Could not find operation ${action} for version ${version}`);
}
