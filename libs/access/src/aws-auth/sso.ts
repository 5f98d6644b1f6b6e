import { isPartition } from '../arn/index.ts';
import { foldFields, type FoldedFields } from './fields.ts';
import type { YamlValue } from './goyaml/index.ts';

/**
 * The pattern by which the authenticator keeps a row with `sso` in place of an ARN, and undefined where it drops the
 * row (pkg/config/mapper.go, Validate and SSOArnLike: with a partition given the pattern loses it). It matches callers
 * only with the feature gate SSORoleMatch, which is off by default and on EKS.
 */
export function ssoPattern(sso: YamlValue): string | undefined {
  if (sso.type !== 'map') return undefined;
  const fields = foldFields(sso);
  const account = lastText(fields, 'accountid');
  const permissionSet = lastText(fields, 'permissionsetname');
  const partition = lastText(fields, 'partition');
  if (!/^[0-9]{12}$/.test(account) || !/^[\w+=,.@-]{1,32}$/.test(permissionSet)) return undefined;
  if (partition !== '' && !isPartition(partition)) return undefined;
  const known = partition === '' ? 'aws' : '';
  return `arn:${known}:iam::${account}:role/awsreservedsso_${permissionSet.toLowerCase()}_*`;
}

function lastText(fields: FoldedFields, name: string): string {
  const texts = (fields.get(name) ?? []).flatMap(({ value }) =>
    value.type === 'string' ? [value.text] : [],
  );
  return texts.at(-1) ?? '';
}
