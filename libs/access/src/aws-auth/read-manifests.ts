import { decodeYaml, parseYaml, YamlError, type MapValue, type YamlValue } from './goyaml/index.ts';
import { takeApart } from './manifest/config-map.ts';
import { fileText } from './manifest/file-text.ts';
import { listItems } from './manifest/list-items.ts';
import { NOTHING, type Manifest } from './manifest/manifest.ts';
import { Lines, sourceOffset } from './manifest/places.ts';
import type { ConfigMapParts, Say } from './manifest/parts.ts';
import { splitDocuments, type Piece } from './manifest/split.ts';
import { hintFor } from './problems/value-problems.ts';
import { readAwsAuth } from './read.ts';
import type { Position, Problem, Reading } from './reading.ts';

export { isOtherObject, type Manifest } from './manifest/manifest.ts';

type Found = Omit<Manifest, 'document'>;
/** From an offset in a document to the position in the file. */
type Place = (offset: number) => Position;

/**
 * Reads a file of ConfigMap manifests, YAML or JSON, of one or many documents (a list counts as its items), as kubectl
 * decodes them and the authenticator reads what they hold. An entry a document; one that cannot be read has an empty
 * reading and an error. kubectl stops at the first that it cannot decode; here the others follow. Positions are those
 * in the file. Of bytes kubectl knows the encoding by itself. Never throws.
 */
export function readManifests(file: string | Uint8Array): readonly Manifest[] {
  const text = fileText(file);
  const lines = new Lines(text);
  const found = splitDocuments(text).flatMap((piece) =>
    readPiece(piece, (offset) => lines.positionAt(piece.offset + offset)),
  );
  const all =
    found.length > 0 ? found : [broken('empty', 'the file holds no document', { line: 1, column: 1 })];
  return all.map((manifest, index) => ({ ...manifest, document: index + 1 }));
}

function readPiece(piece: Piece, place: Place): readonly Found[] {
  switch (piece.kind) {
    case 'yaml':
      return readYaml(piece.text, place);
    case 'json':
      return readValue(piece.value, [], (offset) => place(offset - piece.offset));
    case 'bad-separator':
      return [broken(piece.kind, `kubectl refuses the file: ${piece.message}`, place(0))];
    case 'bad-json':
      return [broken('not-json', `kubectl refuses the file: ${piece.message}`, place(0))];
  }
}

function readYaml(text: string, place: Place): readonly Found[] {
  try {
    const { root, ignored } = parseYaml(text, { tracksOrigins: true, file: true });
    if (root === undefined) return [];
    const cut = ignored === undefined ? [] : [cutShort(place(ignored.offset))];
    return readValue(decodeYaml(root), cut, place);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const hint = hintFor(text, error.mark.line);
    const message = `this is not YAML, and kubectl refuses it: ${error.message}${hint}`;
    return [broken('not-yaml', message, place(error.mark.offset))];
  }
}

function readValue(value: YamlValue, cut: readonly Problem[], place: Place): readonly Found[] {
  if (value.type === 'null') return [];
  if (value.type !== 'map') return [noManifest(value, cut, place(value.node.offset))];
  const items = value.fields.get('items')?.value;
  if (items === undefined) return [readConfigMap(value, cut, place)];
  return listItems(value, items).map((item) =>
    item.type === 'map' ? readConfigMap(item, cut, place) : noManifest(item, cut, place(item.node.offset)),
  );
}

function cutShort(at: Position): Problem {
  const message = 'nobody reads the document from here on, for it has ended before';
  return { severity: 'error', code: 'ignored-text', message, ...at };
}

function noManifest(value: YamlValue, cut: readonly Problem[], at: Position): Found {
  const begin = 'text' in value ? value.text.slice(0, 20) : '';
  const message =
    value.type === 'list'
      ? 'this is no ConfigMap but a list: the value of mapRoles or mapUsers alone?'
      : `this is no ConfigMap but the text "${begin}": does it lack a # before it, or a colon?`;
  const found = broken('not-a-manifest', message, at);
  return { ...found, problems: [...found.problems, ...cut] };
}

function broken(code: string, message: string, at: Position): Found {
  return { at, reading: NOTHING, problems: [{ severity: 'error', code, message, ...at }] };
}

function readConfigMap(map: MapValue, cut: readonly Problem[], place: Place): Found {
  const problems = [...cut];
  const say: Say = (severity, code, message, at) => {
    problems.push({ severity, code, message, ...place(at.offset) });
  };
  const { data, ...named } = { ...takeApart(map, say), at: place(map.node.offset) };
  if (data === undefined) return { ...named, reading: NOTHING, problems };
  const texts = Object.fromEntries(Array.from(data, ([key, { text }]) => [key, text]));
  const reading = readAwsAuth(texts);
  const all = [...problems, ...placed(reading, data, place)];
  const isBroken = all.some(({ severity }) => severity === 'error');
  // A reason stands with the other errors.
  if (named.name === 'aws-auth' && isEmpty(reading) && !isBroken)
    all.push({ severity: 'error', code: 'no-rows', message: NO_ROWS, ...named.at });
  return { ...named, data: texts, reading, problems: all };
}

const NO_ROWS =
  'it lets nobody in: nodes that have no access entry can neither join nor stay, and people are locked out';

const isEmpty = ({ roles, users, accounts, unreadable }: Reading): boolean =>
  roles.length + users.length + accounts.length + unreadable.length === 0;

/** Problems of values, at their places in the file. */
function placed(
  { problems }: Reading,
  data: NonNullable<ConfigMapParts['data']>,
  place: Place,
): readonly Problem[] {
  const lines = new Map(Array.from(data, ([key, { text }]) => [key, new Lines(text)]));
  return problems.map(({ key, severity, code, message, line, column }) => {
    const node = data.get(key)?.node;
    const within = lines.get(key)?.offsetOf({ line, column }) ?? 0;
    return { severity, code, message, ...place(node === undefined ? 0 : sourceOffset(node, within)) };
  });
}
