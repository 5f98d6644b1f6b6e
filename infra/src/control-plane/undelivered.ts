import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

/**
 * Where a schedule and a rule leave what they could not deliver in all their tries: a run that was not started, one that
 * was not closed, an operator's use that nobody was mailed of. It is kept for the 14 days that SQS keeps at most, and an
 * alarm reports the first. Encrypted by SQS's own key, since another would have to let in both services by its policy,
 * and there are no secrets in it: ARNs, ids of runs, who started them.
 */
export function createUndelivered(scope: Construct, { prefix }: Stage): Queue {
  const queue = new Queue(scope, 'Undelivered', {
    queueName: `${prefix}-undelivered`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It is itself the queue of what could not be delivered',
  });
  return queue;
}
