import type { ClusterMessage, Journal, RunHeader } from '@roster/reconcile';
import { reasonOf } from '@roster/workflow';

type Run = Pick<RunHeader, 'run' | 'mode' | 'executions'>;

/** A cluster's end in a run: the reason as it was recorded, which may be the name of an error. */
export interface Line {
  readonly cluster: string;
  readonly reason: string;
}

/** What is to be said of clusters beside their reason, by ARN; of those of which nothing is known, nothing. */
export async function messagesOf(
  journal: Pick<Journal, 'readMessages'>,
  run: Run,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, string>> {
  if (lines.length === 0) return new Map();
  const kept = await journal.readMessages(
    run,
    lines.map(({ cluster }) => cluster),
  );
  const texts = lines.map((line) => [line.cluster, messageOf(kept.get(line.cluster), line, run)] as const);
  return new Map(texts.filter(([, text]) => text !== ''));
}

/**
 * What a worker said, where it said it of this reason: another try may have mended what an older message says. What no
 * worker returned or threw is put into words here.
 */
function messageOf(kept: ClusterMessage | undefined, { cluster, reason }: Line, run: Run): string {
  if (BY_AWS.test(reason)) {
    const meaning = MEANINGS[reason] ?? 'no worker has reported this';
    return `${reason}: ${meaning}${lookInto(run, cluster)}`;
  }
  return kept?.reason === reasonOf(reason) ? kept.message : '';
}

/** What begins like this no worker has thrown. */
const BY_AWS = /^(?:States|Lambda|Sandbox)\.\w/;

/** What Step Functions and Lambda call that which befell a worker (AWS Step Functions Developer Guide, "Handling errors"). */
const MEANINGS: Readonly<Record<string, string>> = {
  'States.Timeout': 'the worker did not end within the time that its state has',
  'States.TaskFailed': 'the call of the worker failed',
  'States.DataLimitExceeded': 'what a state was to pass on has more than 256 KB',
  'States.Runtime': 'the state machine could not go on: a field that a state needs is missing',
  'States.Permissions': 'the state machine may not call the worker',
  'Sandbox.Timedout': 'the worker did not end within the time that its function has',
  'Lambda.TooManyRequestsException':
    'Lambda would not start the worker: its concurrency, or the account’s, is used up',
  'Lambda.ServiceException': 'Lambda itself failed',
  'Lambda.SdkClientException': 'the state machine could not reach Lambda',
  'Lambda.Unknown': 'the worker ended without an answer (out of memory, or its process ended)',
  'Lambda.AWSLambdaException': 'Lambda refused the call',
  'Lambda.ResourceNotReadyException': 'the function was not ready, as after weeks without a call',
};

/** A local run has no logs. */
const lookInto = ({ run, executions }: Run, cluster: string): string =>
  executions.at(-1)?.startsWith('arn:') === true
    ? `. The CloudWatch logs of the workers have more: filter run = "${run}" and cluster = "${cluster}"`
    : '';
