import { decodeBase64 } from './base64.ts';
import type { ScalarNode } from './node.ts';
import { numberOf, resolvePlain, type ScalarType } from './resolve-plain.ts';
import { utf8Text } from './utf8.ts';
import { YamlError } from './yaml-error.ts';

const YAML_TAG = 'tag:yaml.org,2002:';

/**
 * What a scalar with a tag is (resolve.go): `!!int` and the like must fit what the text is, be it in quotes or not;
 * `!!binary` is decoded; `!!str` and every other tag make a string of anything.
 * @throws YamlError for what does not fit.
 */
export function resolveTagged(node: ScalarNode): { readonly type: ScalarType; readonly text: string } {
  const text = node.value;
  const tag = node.tag.startsWith(YAML_TAG) ? node.tag.slice(YAML_TAG.length) : '';
  if (tag === 'binary') return { type: 'string', text: binary(node) };
  if (!TYPED.has(tag)) return { type: 'string', text };
  const type = resolvePlain(text);
  if (tag === 'timestamp' ? !isTimestamp(text) : !fits(tag, type, text)) {
    throw new YamlError(`"${text}" is no !!${tag}`, node);
  }
  return { type, text };
}

const TYPED = new Set(['bool', 'int', 'float', 'null', 'timestamp']);

function fits(tag: string, type: ScalarType, text: string): boolean {
  if (tag === 'bool') return type === 'boolean';
  if (tag === 'null') return type === 'null';
  const number = numberOf(text);
  if (tag === 'int') return number === 'integer' || number === 'unsigned';
  return type === 'notFinite' || number === 'float' || number === 'integer';
}

const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|[-+](?:[01]\d|2[0-4]):[0-5]\d)| (\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?)?$/;

/** A date, or a date and a time, of the four forms that goyaml knows. */
function isTimestamp(text: string): boolean {
  const found = TIMESTAMP.exec(text);
  if (found === null) return false;
  const [year = 0, month = 0, day = 0] = found.slice(1, 4).map(Number);
  const times = found
    .slice(4)
    .flatMap((part) => (part as string | undefined) ?? [])
    .map(Number);
  const [hour = 0, minute = 0, second = 0] = times;
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

/** The bytes as text; what is no UTF-8 in them becomes U+FFFD, a byte a sign, on the way through JSON. */
function binary(node: ScalarNode): string {
  const bytes = decodeBase64(node.value);
  if (bytes === undefined) throw new YamlError('!!binary is not followed by base64', node);
  return utf8Text(bytes).toWellFormed();
}
