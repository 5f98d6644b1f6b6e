/** Makes a value when it is first asked for, and keeps it; a making that failed is forgotten, and tried again. */
export function once<T>(make: () => T | Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => {
    value ??= Promise.resolve()
      .then(make)
      .catch((error: unknown) => {
        value = undefined;
        throw error;
      });
    return value;
  };
}
