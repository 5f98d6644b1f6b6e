import { isPartition } from '../arn/index.ts';
import { fieldsNamed } from './fields.ts';
import type { Field, YamlValue } from './goyaml/index.ts';

/** What a row may have in place of an ARN. */
export interface Sso {
  readonly accountId: string;
  readonly permissionSetName: string;
  readonly partition: string;
}

/**
 * The row's `sso` out of the fields of that name in the order in which Go meets them, each decoded into what the one before has
 * left. Anything but null takes the place of the ARN, whatever it holds.
 */
export function ssoOf(fields: readonly Field[]): Sso | undefined {
  let sso: Sso | undefined;
  for (const { value } of fields) {
    if (value.type === 'null') sso = undefined;
    else {
      const before = sso ?? { accountId: '', permissionSetName: '', partition: '' };
      sso = {
        accountId: lastText(value, 'accountid') ?? before.accountId,
        permissionSetName: lastText(value, 'permissionsetname') ?? before.permissionSetName,
        partition: lastText(value, 'partition') ?? before.partition,
      };
    }
  }
  return sso;
}

/**
 * The pattern by which the authenticator keeps a row with `sso`, and undefined where it drops the row
 * (pkg/config/mapper.go, Validate and SSOArnLike: with a partition given the pattern loses it). It matches callers
 * only with the feature gate SSORoleMatch, which is off by default and on EKS.
 */
export function ssoPattern({ accountId, permissionSetName, partition }: Sso): string | undefined {
  if (!/^[0-9]{12}$/.test(accountId) || !/^[\w+=,.@-]{1,32}$/.test(permissionSetName)) return undefined;
  if (partition !== '' && !isPartition(partition)) return undefined;
  const known = partition === '' ? 'aws' : '';
  return `arn:${known}:iam::${accountId}:role/awsreservedsso_${permissionSetName.toLowerCase()}_*`;
}

function lastText(map: YamlValue, name: string): string | undefined {
  if (map.type !== 'map') return undefined;
  const texts = fieldsNamed(map, name).flatMap(({ value }) => (value.type === 'string' ? [value.text] : []));
  return texts.at(-1);
}
