import { Logger } from '@aws-lambda-powertools/logger';
import { redact, type WorkerName } from '@roster/workflow';

/**
 * A worker's logger: lines of JSON as Powertools has them, with the worker's name, so that CloudWatch Logs Insights can
 * ask for each field. No text of a line, whoever logs it, holds what looks like a credential.
 */
export function workerLogger(worker: WorkerName): Logger {
  return new Logger({
    serviceName: 'roster',
    persistentKeys: { worker },
    jsonReplacerFn: (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value),
  });
}
