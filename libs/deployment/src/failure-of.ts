import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import { awsFault } from '@roster/eks';
import type { WorkerState } from '@roster/workflow';
import { deadline } from './calling.ts';
import { objectIn } from './object-in.ts';

/** The state that throws last, after everything is stored: what it throws tells less than what failed before. */
const LAST: WorkerState = 'CloseRun';

/** As the SDK gives it. */
interface Told {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

interface Failure {
  readonly error: string;
  readonly message: string;
}

/**
 * What failed an execution, by the end of its history: the last failure before CloseRun was entered, else the
 * execution's own. 100 events hold CloseRun with all its retries. Who may not read the history gets the latter.
 */
export async function failureOf(client: SFNClient, executionArn: string, own: Told): Promise<Failure> {
  const command = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 100 });
  const history = await client.send(command, deadline()).catch((error: unknown) => {
    const fault = awsFault(error, `${executionArn}: states:GetExecutionHistory`);
    if (fault.code === 'DeniedFault') return undefined;
    throw fault;
  });
  return beforeLast(history?.events ?? []) ?? { error: own.error ?? '', message: messageIn(own.cause) };
}

/** `events`: the newest first. */
function beforeLast(events: readonly HistoryEvent[]): Failure | undefined {
  const entered = events.findIndex(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === LAST);
  if (entered === -1) return undefined;
  for (const event of events.slice(entered + 1)) {
    // The way of a run that nothing cut off leads there through a Choice: what failed before that was tried again.
    if (event.type === 'ChoiceStateExited') return undefined;
    const details = detailsOf(event);
    if (details !== undefined) return { error: details.error ?? '', message: messageIn(details.cause) };
  }
  return undefined;
}

/** Of `TaskFailed` and its like (Step Functions API reference, HistoryEvent). */
function detailsOf(event: HistoryEvent): Told | undefined {
  return (
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.mapRunFailedEventDetails
  );
}

/** A Lambda's cause is JSON with the error's message, and a stack that nobody needs; another cause is a text. */
function messageIn(cause = ''): string {
  const { errorMessage } = objectIn(cause);
  return typeof errorMessage === 'string' ? errorMessage : cause;
}
