/** What the user can put right: wrong arguments, a file that cannot be opened. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
