import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { EXPIRY, tableNames } from '@roster/workflow';
import type { Construct } from 'constructs';
import { warnOfPlaceholders } from '../placeholders.ts';
import type { Stage } from '../stage.ts';
import { createTableKey } from './customer-key.ts';
import { catalogPolicy, journalPolicy } from './table-policies.ts';
import { createTable } from './table.ts';

export interface StateStackProps extends StackProps {
  readonly stage: Stage;
}

/**
 * The two tables. Of use alone: with it and `--store dynamodb:<region>/<prefix>` a team runs Roster from its CI, and
 * deploys nothing else.
 */
export class StateStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StateStackProps) {
    super(scope, id, { description: 'Roster: catalog and journal', ...props });
    const names = tableNames(stage.prefix);
    const shared = { stage, key: stage.customerKey ? createTableKey(this, stage.prefix) : undefined };
    createTable(this, 'Catalog', {
      ...shared,
      table: { tableName: names.catalog, ...policy(catalogPolicy(stage)) },
    });
    createTable(this, 'Journal', {
      ...shared,
      table: { tableName: names.journal, timeToLiveAttribute: EXPIRY, ...policy(journalPolicy(this, stage)) },
    });
    warnOfPlaceholders(this, stage);
    new CfnOutput(this, 'Store', {
      description: 'What to give as --store',
      value: `dynamodb:${this.region}/${stage.prefix}`,
    });
  }
}

const policy = (resourcePolicy: PolicyDocument | undefined) =>
  resourcePolicy === undefined ? {} : { resourcePolicy };
