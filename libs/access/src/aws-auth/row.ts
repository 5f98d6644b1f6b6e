import { principalKey } from '../arn/index.ts';
import { fieldsNamed } from './fields.ts';
import type { MapValue, ScalarNode, YamlNode, YamlValue } from './goyaml/index.ts';
import type { IdentityMapping, MappingList } from './mapping.ts';
import { groupsOf, textOf, type RowFault, type Text } from './row-fields.ts';
import { ssoOf, ssoPattern, type Sso } from './sso.ts';

/** A row as it is decoded. */
export interface DecodedRow extends IdentityMapping {
  /** By what the authenticator keeps the row, of rows with the same key the last; undefined: it drops the row. */
  readonly key: string | undefined;
  /** By what we match the row: its ARN as `principalKey` has it. */
  readonly principal: string;
  /** The node in the list: of a row that is an alias, the alias. */
  readonly node: YamlNode;
  readonly value: YamlValue;
}

/** A row with what is wrong with it, and where its texts stand, for messages. */
export interface InspectedRow extends DecodedRow {
  readonly faults: readonly RowFault[];
  readonly places: {
    readonly arn: ScalarNode | undefined;
    readonly username: ScalarNode | undefined;
    /** Groups, with the node of each that is a text. */
    readonly groups: readonly Text[];
  };
}

/** The field that names the principal in a list. */
export function arnField(list: MappingList): 'rolearn' | 'userarn' {
  return list === 'mapRoles' ? 'rolearn' : 'userarn';
}

/**
 * Decodes one row as encoding/json does (facts.md: a type error leaves the field empty, the row stays) and says
 * whether the authenticator keeps it (pkg/config/mapper.go, Validate).
 */
export function decodeRow(list: MappingList, node: YamlNode, value: YamlValue): DecodedRow {
  if (value.type !== 'map') {
    return { arn: '', username: '', groups: [], key: undefined, principal: '', node, value };
  }
  const { arn, username, groups, kept } = decodeFields(list, value);
  const key = typeof kept === 'string' ? kept : undefined;
  const name = arn.text === '' ? (key ?? '') : arn.text;
  return {
    arn: name,
    username: username.text,
    groups: groups.map(({ text }) => text),
    key,
    principal: principalKey(name),
    node,
    value,
  };
}

/** Decodes a row once more to say what is wrong with it: few ask, and a list has thousands of rows. */
export function inspectRow(list: MappingList, row: DecodedRow): InspectedRow {
  const { node, value } = row;
  if (value.type !== 'map') return noMap(row);
  const faults: RowFault[] = [];
  const { arn, username, groups, kept } = decodeFields(list, value, faults);
  if (typeof kept !== 'string') faults.push({ ...kept, at: node });
  return { ...row, faults, places: { arn: arn.node, username: username.node, groups } };
}

function noMap(row: DecodedRow): InspectedRow {
  const { node, value } = row;
  const message =
    value.type === 'null'
      ? 'a row is empty, and dropped: is there a dash too many?'
      : 'a row is no map of fields, and dropped';
  return {
    ...row,
    faults: [{ code: 'row-not-a-map', message, at: node }],
    places: { arn: undefined, username: undefined, groups: [] },
  };
}

/** The fields of a row, and by what it is kept; takes note of what is wrong with them where `faults` is given. */
function decodeFields(list: MappingList, map: MapValue, faults?: RowFault[]) {
  const arn = textOf(map, arnField(list), faults);
  const username = textOf(map, 'username', faults);
  const groups = groupsOf(map, faults);
  // The authenticator has no use for it, but a wrong one is told.
  if (faults !== undefined) textOf(map, 'userid', faults);
  const sso = list === 'mapRoles' ? ssoOf(fieldsNamed(map, 'sso')) : undefined;
  return { arn, username, groups, kept: keyOf({ list, map, arn: arn.text, sso }) };
}

interface Kept {
  readonly list: MappingList;
  readonly map: MapValue;
  readonly arn: string;
  readonly sso: Sso | undefined;
}

/** The key by which the authenticator keeps a row, or why it drops the row. */
function keyOf({ list, map, arn, sso }: Kept): string | Pick<RowFault, 'code' | 'message'> {
  if (sso !== undefined) {
    if (arn !== '') return dropped('arn-beside-sso', 'a row has both rolearn and sso');
    const why = 'sso needs a permissionSetName, an accountID in quotes, and if any a partition that there is';
    return ssoPattern(sso) ?? dropped('sso-incomplete', why);
  }
  // Roles are kept by their ARN in lower case, users by the ARN as it is written (pkg/config/mapper.go, Key).
  if (arn !== '') return list === 'mapRoles' ? lowerCase(arn) : arn;
  const other = list === 'mapRoles' ? 'userarn' : 'rolearn';
  const has = fieldsNamed(map, other).length > 0 ? ` (${other} belongs to the other list)` : '';
  return dropped('row-without-arn', `a row has no ${arnField(list)}${has}`);
}

function dropped(code: string, message: string): Pick<RowFault, 'code' | 'message'> {
  return { code, message: `${message}, so the row is dropped` };
}

const NOT_ASCII = /[\u0080-\uffff]/;

/** Letter by letter, as Go does: no final sigma, and no dot that is left of an İ. */
function lowerCase(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, (letter) => (letter === 'İ' ? 'i' : letter.toLowerCase())).join('');
}
