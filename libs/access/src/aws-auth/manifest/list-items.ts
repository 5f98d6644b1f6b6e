import { Fields, flowMapping, type Field, type MapValue, type YamlValue } from '../goyaml/index.ts';

/**
 * The items of a list as kubectl decodes them (apimachinery, unstructuredJSONScheme): an item that names neither kind
 * nor version has those of the list, `ConfigMapList` without its `List`. One item that is no object spoils them all,
 * and is returned alone.
 */
export function listItems(list: MapValue, items: YamlValue): readonly YamlValue[] {
  if (items.type === 'null') return [];
  if (items.type !== 'list') return [items];
  const strange = items.items.find(({ type }) => type !== 'map' && type !== 'null');
  return strange === undefined ? items.items.map((item) => withKind(list, item)) : [strange];
}

function withKind(list: MapValue, item: YamlValue): YamlValue {
  const own = item.type === 'map' ? item.fields : new Fields();
  const kind = inherited(list, 'kind');
  const version = inherited(list, 'apiVersion');
  const inherits = kind !== undefined && !isNamed(own.get('kind')) && !isNamed(own.get('apiVersion'));
  const fields = new Fields();
  for (const field of own.values()) fields.put(field);
  if (inherits) {
    fields.put(kind);
    if (version !== undefined) fields.put(version);
  }
  if (item.type === 'map') return inherits ? { ...item, fields } : item;
  const node = flowMapping(item.node, item.node.end, []);
  return { type: 'map', fields, repeated: [], node };
}

const isNamed = (field: Field | undefined) => field?.value.type === 'string' && field.value.text !== '';

/** The list's own kind or version, as its items have it. */
function inherited(list: MapValue, name: string): Field | undefined {
  const field = list.fields.get(name);
  if (field?.value.type !== 'string') return undefined;
  const text = field.value.text.replace(/List$/, '');
  return text === '' ? undefined : { ...field, value: { ...field.value, text } };
}
