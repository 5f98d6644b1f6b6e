/** Letters to add, take away or change to come from one text to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Which of the known names is likely meant by one that is none of them: at most two slips away, whatever the case. */
export function lookAlike(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_.-]/g, '');
  // Signs that do not count make a name longer, never shorter.
  const close = known.filter((one) => name.length >= one.length - 4);
  if (close.length === 0) return undefined;
  const given = plain(name);
  const near = (one: string) => Math.abs(one.length - given.length) <= 2 && distance(one, given) <= 2;
  return close.find((one) => plain(one) === given) ?? close.find((one) => near(plain(one)));
}
