import { decodeYaml, parseYaml, YamlError, type YamlNode, type YamlValue } from '@roster/access/goyaml';
import { UsageError } from '../usage-error.ts';

export type Plain = string | number | boolean | null | readonly Plain[] | PlainMap;
export interface PlainMap {
  readonly [key: string]: Plain;
}

export const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);
export const isMap = (value: Plain | undefined): value is PlainMap =>
  typeof value === 'object' && value !== null && !isList(value);

/** A text as kubectl reads it: its reader is Go's YAML, as the authenticator's is. */
export interface ReadYaml {
  readonly text: string;
  /** Undefined where there are only comments. */
  readonly root: YamlNode | undefined;
  /** What it says, with aliases and merge keys resolved. */
  readonly value: Plain;
}

/** UsageError, with the line, where kubectl could not read it, and where it would not read all of it. */
export function readYaml(text: string, file: string): ReadYaml {
  try {
    const { root, ignored } = parseYaml(text);
    if (ignored !== undefined)
      throw new UsageError(
        `${file} holds more than one YAML document (line ${ignored.line + 1}), of which kubectl reads the first alone: ` +
          'move the others to a file of their own; nothing was written',
      );
    return { text, root, value: root === undefined ? null : plainOf(decodeYaml(root)) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { line, column } = error.mark;
    throw new UsageError(
      `${file} cannot be read as YAML (line ${line + 1}, column ${column + 1}): ${error.message}; nothing was written`,
    );
  }
}

function plainOf(value: YamlValue): Plain {
  switch (value.type) {
    case 'list':
      return value.items.map(plainOf);
    case 'map':
      return Object.fromEntries(value.fields.values().map((field) => [field.name, plainOf(field.value)]));
    case 'null':
      return null;
    case 'boolean':
      return /^(?:y|on|true)/i.test(value.text);
    case 'number':
      return Number(value.text);
    default:
      return value.text;
  }
}
