import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetResourcePolicyCommand,
  type ContinuousBackupsDescription,
  type DynamoDBClient,
  type TableDescription,
  type TimeToLiveDescription,
} from '@aws-sdk/client-dynamodb';
import { tableNames } from '@roster/workflow/deployment';
import { deadline, unlessAbsent } from './calling.ts';
import type { Deployment, DeploymentPlace } from './deployment.ts';
import { writersIn } from './table-writers.ts';

/** What an emulator answers to an operation that it does not know. */
const UNKNOWN = ['UnknownOperationException'];
/** Where there is no policy, or none that we may read: an operator needs no right to do so. */
const NO_POLICY = [...UNKNOWN, 'PolicyNotFoundException', 'AccessDeniedException'];

/** The part of the port that DynamoDB answers. */
export function tables(client: DynamoDBClient, place: DeploymentPlace): Pick<Deployment, 'table'> {
  return {
    table: async (role) => {
      const TableName = tableNames(place.tables)[role];
      const about = `table ${TableName}: dynamodb:`;
      const found = await unlessAbsent(
        client.send(new DescribeTableCommand({ TableName }), deadline()),
        ['ResourceNotFoundException'],
        `${about}DescribeTable`,
      );
      if (found?.Table === undefined) return undefined;
      const [backups, expiry, policy] = await Promise.all([
        unlessAbsent(
          client.send(new DescribeContinuousBackupsCommand({ TableName }), deadline()),
          UNKNOWN,
          `${about}DescribeContinuousBackups`,
        ),
        unlessAbsent(
          client.send(new DescribeTimeToLiveCommand({ TableName }), deadline()),
          UNKNOWN,
          `${about}DescribeTimeToLive`,
        ),
        unlessAbsent(
          client.send(new GetResourcePolicyCommand({ ResourceArn: found.Table.TableArn }), deadline()),
          NO_POLICY,
          `${about}GetResourcePolicy`,
        ),
      ]);
      return {
        name: TableName,
        ...settingsOf(found.Table),
        pointInTimeRecovery: backups && recovers(backups.ContinuousBackupsDescription),
        expiry: expiry && expiresBy(expiry.TimeToLiveDescription),
        writers: writersIn(policy?.Policy ?? ''),
      };
    },
  };
}

function settingsOf({ TableStatus, KeySchema = [], DeletionProtectionEnabled = false }: TableDescription) {
  const key = (type: 'HASH' | 'RANGE') =>
    KeySchema.find(({ KeyType }) => KeyType === type)?.AttributeName ?? '';
  return {
    // While it is updated (a replica is added, say) a table answers as ever.
    active: TableStatus === 'ACTIVE' || TableStatus === 'UPDATING',
    partitionKey: key('HASH'),
    sortKey: key('RANGE'),
    deletionProtection: DeletionProtectionEnabled,
  };
}

const recovers = (backups: Partial<ContinuousBackupsDescription> = {}): boolean =>
  backups.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';

const expiresBy = ({
  TimeToLiveStatus: status,
  AttributeName: attribute = '',
}: TimeToLiveDescription = {}): string => (status === 'ENABLED' || status === 'ENABLING' ? attribute : '');
