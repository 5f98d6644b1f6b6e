import { DASH, DOT, PLUS, isDigit } from './characters.ts';

/** What a scalar is to goyaml v2, as far as a row can tell: only strings are read, and no JSON has `notFinite`. */
export type ScalarType = 'string' | 'null' | 'boolean' | 'number' | 'notFinite';

const WORDS = new Map<string, ScalarType>([
  ...words('boolean', 'y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF'),
  ...words('null', '~ null Null NULL'),
  ...words('notFinite', '.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF'),
  ['', 'null'],
]);

const LONGEST_WORD = Math.max(...Array.from(WORDS.keys(), (word) => word.length));

function words(type: ScalarType, list: string): [string, ScalarType][] {
  return list.split(' ').map((word) => [word, type]);
}

/** What a plain scalar is by YAML 1.1, as goyaml v2 has it: `yes`, `012` and `1_000` are no strings; dates are. */
export function resolvePlain(text: string): ScalarType {
  const word = text.length > LONGEST_WORD ? undefined : WORDS.get(text);
  return word ?? (numberOf(text) === undefined ? 'string' : 'number');
}

/** What number a text is: `unsigned` beyond 63 bits. */
export function numberOf(text: string): 'integer' | 'unsigned' | 'float' | undefined {
  const first = text.charCodeAt(0);
  if (first === DOT) return FRACTION.test(text) && isFloat(text.replaceAll('_', '')) ? 'float' : undefined;
  if (!isDigit(first) && first !== PLUS && first !== DASH) return undefined;
  const digits = text.replaceAll('_', '');
  return integerOf(digits) ?? (isFloat(digits) ? 'float' : undefined);
}

// Go's own syntax, which goyaml asks first: an underscore may stand between two digits.
const FRACTION = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

function isFloat(text: string): boolean {
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text) && Number.isFinite(Number(text));
}

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;

/** An integer of Go with a prefix for its base, within 64 bits. */
function integerOf(text: string): 'integer' | 'unsigned' | undefined {
  // A sign behind 0b counts as well as one before it.
  const signed = text.replace(/^(0b)([-+])/, '$2$1');
  const [, sign, digits] = INTEGER.exec(signed) ?? [];
  if (digits === undefined) return undefined;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  if (value < 1n << 63n || (sign === '-' && value === 1n << 63n)) return 'integer';
  return sign === '' && value < 1n << 64n ? 'unsigned' : undefined;
}
