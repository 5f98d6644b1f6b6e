/** The time between two instants (ISO): `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 days`. */
export function elapsed(from: string, to: string): string {
  return duration(Date.parse(to) - Date.parse(from));
}

/** Milliseconds as a person says them. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${(Math.max(0, ms) / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${String(minutes)} min ${String(Math.floor((ms % 60_000) / 1000))} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${String(hours)} h ${String(minutes % 60)} min`
    : `${String(Math.floor(hours / 24))} days`;
}
