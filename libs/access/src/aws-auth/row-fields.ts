import { fieldsNamed } from './fields.ts';
import type { MapValue, ScalarNode, ScalarValue, YamlNode, YamlValue } from './goyaml/index.ts';

/** What is wrong with one row, at the node that it is about. */
export interface RowFault {
  readonly code: string;
  readonly message: string;
  readonly at: YamlNode;
}

/** A text of a row, and where it stands. */
export interface Text {
  readonly text: string;
  readonly node: ScalarNode | undefined;
}

const NO_TEXT: Text = { text: '', node: undefined };

const KINDS: Readonly<Record<YamlValue['type'], string>> = {
  string: 'text',
  null: 'empty',
  boolean: 'true or false to YAML',
  number: 'a number to YAML',
  notFinite: 'a number to YAML',
  list: 'a list',
  map: 'a map',
};

/** The text of a field: of several in different letter case, the last that holds one. */
export function textOf(map: MapValue, name: string, faults?: RowFault[]): Text {
  let found: Text = NO_TEXT;
  for (const { value, key } of fieldsNamed(map, name)) {
    if (value.type === 'string') found = value;
    else if (value.type !== 'null') {
      const scalar = value.type !== 'list' && value.type !== 'map';
      const advice = scalar ? `: write "${value.text}" in quotes` : '';
      const message = `${key.value} is ${KINDS[value.type]}, so it counts as empty${advice}`;
      faults?.push({ code: `${name}-not-text`, message, at: value.node });
    }
  }
  return found;
}

/** The groups; what is no text becomes an empty one, in a second list the text of the first that stood there. */
export function groupsOf(map: MapValue, faults?: RowFault[]): readonly Text[] {
  const given = fieldsNamed(map, 'groups');
  const [only] = given;
  // As nearly all rows are: nothing to put right.
  if (given.length === 1 && only?.value.type === 'list' && only.value.items.every(isString))
    return only.value.items;
  let kept: Text[] = [];
  let length = 0;
  for (const { value, key } of given) {
    if (value.type === 'null') kept = [];
    if (value.type === 'null') length = 0;
    else if (value.type !== 'list') {
      const message = `${key.value} is ${KINDS[value.type]} and no list, so the row has no groups`;
      faults?.push({ code: 'groups-not-a-list', message, at: value.node });
    } else {
      value.items.forEach((item, index) => (kept[index] = groupOf(item, kept[index], faults)));
      length = value.items.length;
      if (length === 0) kept = [];
    }
  }
  return kept.slice(0, length);
}

const isString = (value: YamlValue): value is ScalarValue => value.type === 'string';

function groupOf(item: YamlValue, before: Text | undefined, faults?: RowFault[]): Text {
  if (item.type === 'string') return item;
  const message = `a group is ${KINDS[item.type]}, so it counts as the group without a name`;
  faults?.push({ code: 'group-not-text', message, at: item.node });
  return before ?? NO_TEXT;
}
