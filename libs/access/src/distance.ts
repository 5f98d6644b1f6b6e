/**
 * How many letters to add, take away or change to come from one text to the other (Levenshtein), or `limit` where it is
 * that or more. Texts longer than any name of ours are not looked at: they are `limit` apart.
 */
export function distance(a: string, b: string, limit: number): number {
  if (a.length > 100 || Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return Math.min(row.at(-1) ?? limit, limit);
}
