/** The longest message that is logged, kept or shown, in characters. */
export const LONGEST_MESSAGE = 2000;

// A cluster's token (facts.md: The token), the signed parts of a URL, a bearer header, STS's session tokens.
const SECRETS =
  /k8s-aws-v1\.[\w-]+|(?<=X-Amz-(?:Security-Token|Signature|Credential)=)[^&\s"']+|(?<=Bearer )[\w.~+/-]+=*|\b[A-Za-z0-9+/]{200,}={0,2}/gi;

/** No more of a text is looked at than this: an answer of a cluster may have megabytes. */
const LOOKED_AT = 10 * LONGEST_MESSAGE;

/**
 * A text of unknown origin, fit for a log: what looks like a credential is taken out, and it is cut after 2,000
 * characters. Our own faults hold none; this is for what nobody foresaw.
 */
export function redact(text: string): string {
  return text.replace(SECRETS, '[secret]').slice(0, LONGEST_MESSAGE);
}

/**
 * A message about a cluster or a run as the journal keeps it: one line, without control characters and without what
 * looks like a credential, of at most 2,000 characters; one that is cut ends in `…`.
 */
export function messageOf(text: string): string {
  const line = text
    .slice(0, LOOKED_AT)
    .replace(SECRETS, '[secret]')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();
  const cut = line.length <= LONGEST_MESSAGE ? line : `${line.slice(0, LONGEST_MESSAGE - 1)}…`;
  return cut.toWellFormed();
}

/**
 * The message in the `Cause` of an error that a state machine caught: of a function JSON with `errorMessage` (AWS Lambda
 * Developer Guide, "Understanding error handling": `errorMessage`, `errorType`, `trace`), else the text itself. Empty where there is none.
 */
export function messageOfCause(cause: string | null | undefined): string {
  return messageOf(errorMessageIn(cause ?? ''));
}

function errorMessageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}
