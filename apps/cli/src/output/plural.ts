/** `1 cluster`, `1,000 clusters`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${amount(count)} ${count === 1 ? one : many}`;
}

/** A number with commas between thousands. */
export const amount = (count: number): string => count.toLocaleString('en-US');
