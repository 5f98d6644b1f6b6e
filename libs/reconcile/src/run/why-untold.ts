/** Tells the world by `tell`; what hinders that is returned, for by then all is stored and the run must go on to its end. */
export async function whyUntold(tell: () => Promise<void>): Promise<Error | undefined> {
  try {
    await tell();
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}
