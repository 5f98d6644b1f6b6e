export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a text holds as JSON; an empty one where it holds none. */
export function objectIn(text = ''): JsonObject {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as JsonObject) : {};
  } catch {
    return {};
  }
}
