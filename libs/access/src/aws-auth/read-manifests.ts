import {
  decodeYaml,
  parseYaml,
  YamlError,
  type MapValue,
  type ScalarNode,
  type YamlValue,
} from './goyaml/index.ts';
import { takeApart, type ConfigMapParts, type Say } from './manifest/config-map.ts';
import { NOTHING, type Manifest } from './manifest/manifest.ts';
import { positionAt, sourceOffset } from './manifest/place.ts';
import { splitDocuments, type Piece } from './manifest/split.ts';
import { readAwsAuth } from './read.ts';
import type { Problem } from './reading.ts';

export type { Manifest } from './manifest/manifest.ts';

/**
 * Reads a file of ConfigMap manifests, YAML or JSON, of one or many documents (a `List` counts as its items), as
 * kubectl decodes and the authenticator reads them. An entry a document; one that cannot be read has an empty reading
 * and an error. Positions are those in the file. Never throws.
 */
export function readManifests(text: string): readonly Manifest[] {
  const found = splitDocuments(text).flatMap((piece) => readPiece(text, piece));
  return found.map((manifest, index) => ({ ...manifest, document: index + 1 }));
}

type Found = Omit<Manifest, 'document'>;

function readPiece(file: string, piece: Piece): readonly Found[] {
  const place = (offset: number) => positionAt(file, piece.offset + offset);
  try {
    const json = piece.text.trimStart().startsWith('{');
    const { root, ignored } = parseYaml(piece.text, { tracksOrigins: true, json });
    if (root === undefined) return [broken('empty', 'holds no document', place(0))];
    const value = decodeYaml(root);
    if (ignored !== undefined) throw new YamlError('text follows the end of the document', ignored);
    if (value.type !== 'map') return [notAMap(value, place(root.start.offset))];
    return itemsOf(value).map((map) => readConfigMap(map, place));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return [
      broken(
        'not-yaml',
        `is not YAML, so kubectl refuses it: ${error.message}${hint(piece.text)}`,
        place(error.mark.offset),
      ),
    ];
  }
}

/** What most likely made it no YAML. */
function hint(text: string): string {
  if (/^\s*(%\{|\{\{|\{%)/m.test(text) || /\$\{/.test(text)) return ' (a template that nobody has rendered?)';
  return /^\t/m.test(text) ? ' (tabs cannot indent)' : '';
}

function itemsOf(map: MapValue): readonly MapValue[] {
  const kind = map.fields.get('kind')?.value;
  const items = map.fields.get('items')?.value;
  const isList = kind?.type === 'string' && kind.text.endsWith('List') && items?.type === 'list';
  return isList ? items.items.filter((item) => item.type === 'map') : [map];
}

function notAMap(value: YamlValue, at: { line: number; column: number }): Found {
  const rows = value.type === 'list' ? ': only the value of mapRoles or mapUsers?' : '';
  return broken('not-a-manifest', `is no ConfigMap, but a ${value.type}${rows}`, at);
}

function broken(code: string, message: string, at: { line: number; column: number }): Found {
  return { reading: NOTHING, problems: [{ severity: 'error', code, message, ...at }] };
}

function readConfigMap(map: MapValue, place: (offset: number) => { line: number; column: number }): Found {
  const problems: Problem[] = [];
  const say: Say = (severity, code, message, at) => {
    const node: YamlValue['node'] | ScalarNode = 'node' in at ? at.node : at;
    problems.push({ severity, code, message, ...place(node.start.offset) });
  };
  const { data, ...named } = takeApart(map, say);
  if (data === undefined || problems.some(({ code }) => code === 'not-a-config-map')) {
    return { ...named, reading: NOTHING, problems };
  }
  const texts = Object.fromEntries([...data].map(([key, { text }]) => [key, text]));
  const reading = readAwsAuth(texts);
  return {
    ...named,
    data: texts,
    reading,
    problems: [...problems, ...placed(reading.problems, data, place)],
  };
}

/** Problems of values, at their places in the file. */
function placed(
  problems: readonly (Problem & { readonly key: string })[],
  data: NonNullable<ConfigMapParts['data']>,
  place: (offset: number) => { line: number; column: number },
): readonly Problem[] {
  return problems.map(({ key, severity, code, message, line, column }) => {
    const node = data.get(key)?.node;
    const at = node === undefined ? { line: 1, column: 1 } : place(sourceOffset(node, { line, column }));
    return { severity, code, message, ...at };
  });
}
