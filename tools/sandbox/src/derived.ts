import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** So many letters of AWS's alphabet for ids and access keys, the same for the same seed and purpose. */
export function derivedId(seed: number, purpose: string, length: number): string {
  const digest = createHash('sha512').update(`${seed}\n${purpose}`).digest();
  return [...digest.subarray(0, length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A secret or a token of so many letters, the same for the same seed and purpose. */
export function derivedText(seed: number, purpose: string, length: number): string {
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    text += createHash('sha512').update(`${seed}\n${purpose}\n${block}`).digest('base64').slice(0, 84);
  }
  return text.slice(0, length);
}

/** A UUID, the same for the same purpose. */
export function derivedUuid(purpose: string): string {
  const hex = createHash('sha256').update(purpose).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
