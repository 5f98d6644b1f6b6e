import { invalid } from '../refusal.ts';
import type { WireItem, WireValue } from '../wire.ts';

/** An item of DynamoDB has at most so many bytes. */
const LARGEST = 400 * 1024;

/** ValidationException for an item that DynamoDB would not take. */
export function checkSize(item: WireItem): void {
  if (itemSize(item) > LARGEST) throw invalid('Item size has exceeded the maximum allowed size');
}

/** Bytes of an item (DynamoDB developer guide, "Item sizes and formats"). */
function itemSize(item: WireItem): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize(value: WireValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('N' in value) return Math.ceil(value.N.length / 2) + 1;
  if ('M' in value) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if ('L' in value) return 3 + value.L.length + value.L.reduce((sum, member) => sum + valueSize(member), 0);
  return 1;
}
