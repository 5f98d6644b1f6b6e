import type { Connection } from '@roster/reconcile';
import { Fault, isFault } from '@roster/workflow';
import type { Ask } from './ask.ts';
import { mayWriteAwsAuth } from './reviews.ts';
import { statusOf } from './status.ts';
import type { Answer } from './transport.ts';

interface Refused {
  readonly verb: 'create' | 'patch';
  readonly answer: Answer;
}

/** The words of apiserver's pkg/admission (policies, webhooks), whatever HTTP status a webhook chose. */
const BY_ADMISSION = /admission webhook|failed calling webhook|AdmissionPolicy|denied (?:the )?request/i;

/**
 * The fault of a write that the API server refuses for what it holds: AdmissionFault, whose message is the server's own.
 * Such are a policy and a webhook, one that cannot be called (HTTP 500 or 504), and the API server's validation (422, 413). A
 * 403 may also mean that we lack the right: that we ask, and where we do, or cannot ask, it is undefined, as it is for
 * every other answer.
 */
export async function refusalOf(
  ask: Ask,
  connection: Connection,
  { verb, answer }: Refused,
): Promise<Fault | undefined> {
  const { status } = answer;
  const { message } = statusOf(answer.body, connection.token);
  const byAdmission = status >= 400 && status !== 401 && status !== 403 && BY_ADMISSION.test(message);
  if (status === 422 || status === 413 || byAdmission) return admission(status, message);
  if (status !== 403) return undefined;
  try {
    return (await mayWriteAwsAuth(ask, connection, verb)) ? admission(status, message) : undefined;
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

function admission(status: number, message: string): Fault {
  const said = message === '' ? 'it says no reason that can be shown' : message;
  return new Fault('AdmissionFault', `the API server refuses the write (HTTP ${status}): ${said}`);
}
