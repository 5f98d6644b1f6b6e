import { Stack } from 'aws-cdk-lib';
import { tableNames } from '@roster/workflow';
import type { Construct } from 'constructs';
import { tablePrefixOf, type Stage } from '../stage.ts';

/** A table as the control plane refers to it: by name, so that it does not matter who made it. */
export interface TableReference {
  readonly name: string;
  readonly arn: string;
}
export interface TableReferences {
  readonly catalog: TableReference;
  readonly journal: TableReference;
}

/** The tables of a stage in the scope's own account and Region, whoever made them. */
export function tablesOf(scope: Construct, stage: Stage): TableReferences {
  const { catalog, journal } = tableNames(tablePrefixOf(stage));
  const reference = (name: string): TableReference => ({
    name,
    arn: Stack.of(scope).formatArn({ service: 'dynamodb', resource: 'table', resourceName: name }),
  });
  return { catalog: reference(catalog), journal: reference(journal) };
}
