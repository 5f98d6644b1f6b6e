import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  TableEncryptionV2,
  TableV2,
  type TablePropsV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { TABLE_KEY } from '@roster/workflow';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export interface StateTableProps {
  readonly stage: Stage;
  readonly key: Key | undefined;
  readonly table: Pick<TablePropsV2, 'tableName' | 'timeToLiveAttribute' | 'resourcePolicy'>;
}

/**
 * One of the two tables. A global table even where it has no replica: to add one later must not make a new table.
 * Nothing in a deployment can delete it: it is protected, and stays when its stack goes.
 */
export function createTable(scope: Construct, id: string, { stage, key, table }: StateTableProps): void {
  const made = new TableV2(scope, id, {
    ...table,
    partitionKey: { name: TABLE_KEY.partition, type: AttributeType.STRING },
    sortKey: { name: TABLE_KEY.sort, type: AttributeType.STRING },
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    encryption: encryptionOf(stage, key),
    // Each replica by itself: CDK gives it no policy, and it would be a way around the one here.
    replicas: (stage.replicas ?? []).map((region) => ({ region, ...policyOf(table) })),
  });
  if (key !== undefined && (stage.replicas ?? []).length === 0) useKey(made, key);
}

const policyOf = ({ resourcePolicy }: StateTableProps['table']) =>
  resourcePolicy === undefined ? {} : { resourcePolicy };

function encryptionOf({ customerKey, replicas = [] }: Stage, key: Key | undefined): TableEncryptionV2 {
  if (key === undefined || replicas.length === 0) return TableEncryptionV2.awsManagedKey();
  const replicaKeys = typeof customerKey === 'object' ? customerKey.replicaKeys : {};
  return TableEncryptionV2.customerManagedKey(key, { ...replicaKeys });
}

/**
 * CDK wants to know the Region of a table with a customer's key, if only to find its own among the replicas. A table
 * without any is its only replica, and a stage can be synthesised with no Region at hand.
 */
function useKey(table: TableV2, key: Key): void {
  const resource = table.node.defaultChild as CfnGlobalTable;
  resource.addPropertyOverride('Replicas.0.SSESpecification.KMSMasterKeyId', key.keyArn);
}
