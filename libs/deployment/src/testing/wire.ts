import type { TableState } from '../deployment.ts';
import type { Ending } from './fake-deployment.ts';

/** What DescribeExecution answers. */
export function describedExecution(ending: Ending | 'running') {
  if (typeof ending === 'string') return { status: ending.toUpperCase() };
  return { status: 'FAILED', error: ending.error, cause: causeOf(ending) };
}

/** What GetExecutionHistory answers of an execution that failed, the newest event first (as ministack does). */
export function historyOf(ending: Ending | 'running') {
  if (typeof ending === 'string') return [];
  const { error, earlier } = ending;
  const failure = { error, cause: causeOf(ending) };
  const before =
    earlier === undefined
      ? [{ type: 'ChoiceStateExited', stateExitedEventDetails: { name: 'Next' } }]
      : [
          { type: 'TaskStateExited', stateExitedEventDetails: { name: 'OpenRun' } },
          {
            type: 'TaskFailed',
            taskFailedEventDetails: { error: earlier.error, cause: causeOf(earlier) },
          },
        ];
  return [
    { type: 'ExecutionFailed', executionFailedEventDetails: failure },
    { type: 'TaskFailed', taskFailedEventDetails: failure },
    { type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'CloseRun' } },
    ...before,
    { type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'OpenRun' } },
  ].map((event, index) => ({ ...event, id: index + 1, timestamp: 1_700_000_000 }));
}

/** A Lambda's error as Step Functions tells its cause. */
const causeOf = ({ error, message }: { readonly error: string; readonly message: string }): string =>
  JSON.stringify({ errorType: error, errorMessage: message, trace: [] });

const policyOf = (writers: readonly string[]): string =>
  JSON.stringify({
    Statement: {
      ...{ Effect: 'Deny', Principal: '*', Action: ['dynamodb:PutItem'], Resource: '*' },
      Condition: { ArnNotLike: { 'aws:PrincipalArn': writers } },
    },
  });

/** What DynamoDB answers about a table's settings; undefined for another operation. */
export function describedTable(operation: string, table: TableState): unknown {
  switch (operation) {
    case 'DescribeTable':
      return {
        Table: {
          TableName: table.name,
          TableArn: `arn:aws:dynamodb:eu-west-1:999999999999:table/${table.name}`,
          TableStatus: table.active ? 'ACTIVE' : 'CREATING',
          DeletionProtectionEnabled: table.deletionProtection,
          KeySchema: [
            { AttributeName: table.partitionKey, KeyType: 'HASH' },
            { AttributeName: table.sortKey, KeyType: 'RANGE' },
          ],
        },
      };
    case 'GetResourcePolicy':
      return table.writers && { Policy: policyOf(table.writers), RevisionId: '1' };
    case 'DescribeContinuousBackups': {
      const status = table.pointInTimeRecovery ? 'ENABLED' : 'DISABLED';
      const PointInTimeRecoveryDescription = { PointInTimeRecoveryStatus: status };
      return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription } };
    }
    case 'DescribeTimeToLive':
      return {
        TimeToLiveDescription:
          table.expiry === ''
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: table.expiry },
      };
    default:
      return undefined;
  }
}
