import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TableReferences } from '../state/tables.ts';
import type { TableAccess } from './table-access.ts';

/**
 * The writes that can also return the item (Service Authorization Reference, Amazon DynamoDB: the actions with
 * `dynamodb:ReturnValues`).
 */
const RETURNING: readonly string[] = ['DeleteItem', 'PutItem', 'UpdateItem'];

/**
 * IAM statements for an access to tables, held to its partition keys and attributes (Amazon DynamoDB Developer Guide,
 * "Using IAM policy conditions for fine-grained access control"). Every operation that we allow names a key, so
 * `ForAllValues` has something to look at.
 *
 * A write returns nothing: `dynamodb:Attributes` is about what a request names, so an update of one attribute with
 * `ReturnValues: ALL_NEW` would read the whole item. The key is there only where a request says it, hence `IfExists`.
 * AWS documents no key for `ReturnValuesOnConditionCheckFailure`: a refused condition may still show the item to whoever
 * may write it. No read is held to attributes, so `dynamodb:Select` has nothing to add.
 */
export function tableStatements(tables: TableReferences, access: readonly TableAccess[]): PolicyStatement[] {
  return access.map(({ table, may, on, attributes }) => {
    const keys = on === undefined ? {} : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...on] } };
    const named =
      attributes === undefined
        ? {}
        : { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] } };
    const blind = may.some((operation) => RETURNING.includes(operation))
      ? { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } }
      : {};
    return new PolicyStatement({
      actions: may.map((operation) => `dynamodb:${operation}`),
      resources: [tables[table].arn],
      conditions: { ...keys, ...named, ...blind },
    });
  });
}
