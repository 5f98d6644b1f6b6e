/**
 * Gives, for an access key, the latest second in which it has signed nothing yet: tokens of one key and second are one,
 * and share what the API server keeps of them (facts.md, The token). Up to 15 minutes back is accepted.
 */
export function unusedSeconds(now: () => number = Date.now): (accessKeyId: string) => Date {
  const used = new Set<string>();
  return (accessKeyId) => {
    let second = Math.floor(now() / 1000);
    while (used.has(`${accessKeyId} ${second}`)) second -= 1;
    used.add(`${accessKeyId} ${second}`);
    return new Date(second * 1000);
  };
}
