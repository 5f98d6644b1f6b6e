import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TableReferences } from '../state/tables.ts';
import type { TableAccess } from './table-access.ts';

/**
 * IAM statements for an access to tables, held to its partition keys and attributes (Amazon DynamoDB Developer Guide,
 * "Using IAM policy conditions for fine-grained access control"). Every operation that we allow names a key, so
 * `ForAllValues` has something to look at.
 */
export function tableStatements(tables: TableReferences, access: readonly TableAccess[]): PolicyStatement[] {
  return access.map(({ table, may, on, attributes }) => {
    const keys = on === undefined ? {} : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...on] } };
    const named =
      attributes === undefined
        ? {}
        : { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] } };
    return new PolicyStatement({
      actions: may.map((operation) => `dynamodb:${operation}`),
      resources: [tables[table].arn],
      conditions: { ...keys, ...named },
    });
  });
}
