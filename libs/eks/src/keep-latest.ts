/**
 * Makes a value for each key once, and keeps the `limit` values used last. For what is cheap to make again and needs
 * no end of its own, such as SDK clients that share one HTTP handler.
 */
export function keepLatest<V>(limit: number, make: (key: string) => V): (key: string) => V {
  const kept = new Map<string, V>();
  return (key) => {
    const value = kept.get(key) ?? make(key);
    // Put at the end again, so that the front is what was not used for longest.
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= limit) break;
      kept.delete(oldest);
    }
    return value;
  };
}
