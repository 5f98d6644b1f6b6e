/** The longest message that is logged, in characters. */
const LONGEST = 2000;

// A cluster's token (facts.md: The token), the signed parts of a URL, a bearer header, STS's session tokens.
const SECRETS =
  /k8s-aws-v1\.[\w-]+|(?<=X-Amz-(?:Security-Token|Signature|Credential)=)[^&\s"']+|(?<=Bearer )[\w.~+/-]+=*|\b[A-Za-z0-9+/]{200,}={0,2}/gi;

/**
 * A text of unknown origin, fit for a log: what looks like a credential is taken out, and it is cut after 2,000
 * characters. Our own faults hold none; this is for what nobody foresaw.
 */
export function redact(text: string): string {
  return text.replace(SECRETS, '[secret]').slice(0, LONGEST);
}
