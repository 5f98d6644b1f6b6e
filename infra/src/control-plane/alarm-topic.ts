import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

/**
 * Where alarms go. Its key is our own, for AWS's does not let alarms and rules publish (Amazon CloudWatch User Guide,
 * "Notifying users on alarm changes"); whoever is granted to publish is granted the key too.
 */
export function createTopic(scope: Construct, { prefix, notify = [] }: Stage): Topic {
  const key = new Key(scope, 'TopicKey', { description: `Alarms of ${prefix}`, enableKeyRotation: true });
  const topic = new Topic(scope, 'Topic', {
    displayName: `Roster ${prefix}`,
    masterKey: key,
    enforceSSL: true,
  });
  for (const address of notify) topic.addSubscription(new EmailSubscription(address));
  return topic;
}
