import {
  decodeYaml,
  parseYaml,
  YamlError,
  type ListValue,
  type MapValue,
  type YamlValue,
} from './goyaml/index.ts';

/** A row as it is decoded, before it is known whether the authenticator keeps it. */
export interface DecodedRow {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
  /** True when the row has an `sso` matcher, which the authenticator takes instead of an ARN. */
  readonly sso: boolean;
  readonly value: YamlValue;
  readonly faults: readonly RowFault[];
}

export interface RowFault {
  readonly code: string;
  readonly message: string;
  readonly at: YamlValue;
}

/** The decoded rows of a value, or the YAML error because of which the authenticator has none of them. */
export type DecodedRows =
  | { readonly list: ListValue | undefined; readonly rows: readonly DecodedRow[] }
  | { readonly error: YamlError };

/** A value that the authenticator does not even parse (pkg/mapper/configmap, isSkippable). */
export function isSkipped(text: string): boolean {
  return ['', '``', '""', "''"].includes(text.trim());
}

/**
 * Decodes `mapRoles` or `mapUsers` as the authenticator does: YAML to JSON, then encoding/json into rows. A type error
 * is reported and leaves the field empty, the row stays (facts.md); what is no list at all is refused here, for we
 * could not write into it.
 */
export function decodeRows(text: string, arnField: 'rolearn' | 'userarn'): DecodedRows {
  try {
    const { root, ignored } = parseYaml(text);
    if (ignored !== undefined)
      return { error: new YamlError('text follows the end of the list; nobody reads it', ignored) };
    if (root === undefined) return { list: undefined, rows: [] };
    const value = decodeYaml(root);
    if (value.type === 'null') return { list: undefined, rows: [] };
    if (value.type !== 'list') return { error: new YamlError('is no list of rows', root.start) };
    return { list: value, rows: value.items.map((item) => decodeRow(item, arnField)) };
  } catch (error) {
    if (error instanceof YamlError) return { error };
    throw error;
  }
}

function decodeRow(value: YamlValue, arnField: string): DecodedRow {
  const faults: RowFault[] = [];
  if (value.type !== 'map') {
    if (value.type !== 'null') faults.push({ code: 'row-not-a-map', message: 'a row is no map', at: value });
    return { arn: '', username: '', groups: [], sso: false, value, faults };
  }
  const text = (field: string) => textOf(value, field, faults);
  const sso = fieldsNamed(value, 'sso').some(({ type }) => type !== 'null');
  return {
    arn: text(arnField),
    username: text('username'),
    groups: groupsOf(value, faults),
    sso,
    value,
    faults,
  };
}

/**
 * The values of a field in the order in which encoding/json meets them: names match in any letter case, and the JSON
 * in between has its keys sorted.
 */
export function fieldsNamed(map: MapValue, name: string): readonly YamlValue[] {
  const found = [...map.fields.values()].filter((field) => field.name.toLowerCase() === name);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ value }) => value);
}

function textOf(map: MapValue, name: string, faults: RowFault[]): string {
  let text = '';
  for (const value of fieldsNamed(map, name)) {
    if (value.type === 'string') text = value.text;
    else if (value.type !== 'null') {
      faults.push({
        code: `${name}-not-text`,
        message: `${name} is no text (${value.type}): quote it`,
        at: value,
      });
    }
  }
  return text;
}

function groupsOf(map: MapValue, faults: RowFault[]): readonly string[] {
  const [value, ...more] = fieldsNamed(map, 'groups');
  if (more.length > 0) throw new YamlError('groups stands twice in a row', map.node.start);
  if (value === undefined || value.type === 'null') return [];
  if (value.type !== 'list') {
    faults.push({ code: 'groups-not-a-list', message: 'groups is no list, so the row has none', at: value });
    return [];
  }
  return value.items.map((item) => {
    if (item.type === 'string') return item.text;
    if (item.type !== 'null') {
      faults.push({
        code: 'group-not-text',
        message: 'a group is no text, and becomes an empty one: quote it',
        at: item,
      });
    }
    return '';
  });
}
