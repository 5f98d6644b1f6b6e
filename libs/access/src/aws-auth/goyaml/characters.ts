// Character classes of libyaml as goyaml v2 carries them (yamlprivateh.go). 0 stands for the end of the text.
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const HASH = 0x23;
export const PERCENT = 0x25;
export const SINGLE_QUOTE = 0x27;
export const DOUBLE_QUOTE = 0x22;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const COLON = 0x3a;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const BRACKET_OPEN = 0x5b;
export const BACKSLASH = 0x5c;
export const BRACKET_CLOSE = 0x5d;
export const BRACE_OPEN = 0x7b;
export const BRACE_CLOSE = 0x7d;

export const isBlank = (code: number) => code === SPACE || code === TAB;

export const isBreak = (code: number) =>
  code === LF || code === CR || code === 0x85 || code === 0x2028 || code === 0x2029;

export const isBreakOrEnd = (code: number) => code === 0 || isBreak(code);

/** Asked of every letter of a plain text, so that most are answered by two comparisons. */
export const isBlankOrEnd = (code: number) =>
  (code <= SPACE || code >= 0x85) && (isBlank(code) || isBreakOrEnd(code));

/** Small ones, of which most of a document is. */
export const isLetter = (code: number) => code >= 0x61 && code <= 0x7a;
export const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** True for the characters that end a plain scalar within `[…]` and `{…}`. */
export const isFlowIndicator = (code: number) =>
  code === COMMA ||
  code === QUESTION ||
  code === BRACKET_OPEN ||
  code === BRACKET_CLOSE ||
  code === BRACE_OPEN ||
  code === BRACE_CLOSE;
