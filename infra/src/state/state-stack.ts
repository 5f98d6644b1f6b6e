import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EXPIRY, tableNames } from '@roster/workflow';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { catalogPolicy } from './catalog-policy.ts';
import { createTableKey } from './customer-key.ts';
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
    const writers = stage.catalogWriters;
    const shared = { stage, key: stage.customerKey ? createTableKey(this, stage.prefix) : undefined };
    const resourcePolicy = writers === undefined ? {} : { resourcePolicy: catalogPolicy(writers) };
    createTable(this, 'Catalog', {
      ...shared,
      table: { tableName: names.catalog, ...resourcePolicy },
    });
    createTable(this, 'Journal', {
      ...shared,
      table: { tableName: names.journal, timeToLiveAttribute: EXPIRY },
    });
    new CfnOutput(this, 'Store', {
      description: 'What to give as --store',
      value: `dynamodb:${this.region}/${stage.prefix}`,
    });
  }
}
