import type { Token } from '@roster/reconcile';

/** So many characters in a row of a secret are it; a fragment of twice as many less one is found for certain. */
const BLOCK = 16;
/** Runs of characters that may hold such a fragment, in clear or in another encoding. */
const RUN = /[\w+/=%-]{31,}/g;
/** How often what is encoded is decoded: base64 of base64, or of what is percent-encoded. */
const DECODED = 2;
/** Above so many characters, the secrets are laid out at every offset, and the text is looked at in steps. */
const LONG = 4096;

/** A token of this kind, or the parts of one that are secret, whoever's it is. */
const ANY_TOKEN = /k8s-aws-v1\.[\w-]{64}|x-amz-(?:signature|security-token)(?:=|%3d)[^&\s]{32}/i;

/**
 * True when the value, an answer as it was read, holds a token in one of its texts: the one that it was asked with (or a
 * part of it, its signature or its session token, in clear, percent-encoded, in base64 or in hex), or one that shows
 * itself as a token. What an API server answers holds none, unless somebody put it there.
 */
export function holdsToken(value: unknown, token: Token): boolean {
  const secret = token.reveal();
  for (const text of textsOf(value)) {
    if (text.includes(secret) || ANY_TOKEN.test(text)) return true;
    const runs = text.match(RUN);
    if (runs !== null && runs.some((run) => holdsSecret(run, secret, DECODED))) return true;
  }
  return false;
}

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield key;
    yield* textsOf(member);
  }
}

function holdsSecret(run: string, secret: string, depth: number): boolean {
  const isLong = run.length > LONG;
  const blocks = blocksOf(secret, isLong ? 1 : BLOCK);
  const text = plain(run);
  for (let at = 0; at + BLOCK <= text.length; at += isLong ? BLOCK : 1) {
    if (blocks.has(text.slice(at, at + BLOCK))) return true;
  }
  return depth > 0 && decodings(run).some((decoded) => holdsSecret(decoded, secret, depth - 1));
}

/** What a run of characters may stand for. Base64 may begin anywhere in it. */
function decodings(run: string): readonly string[] {
  const base64 = [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('latin1'));
  const hex = /^[0-9a-f]+$/i.test(run) ? [Buffer.from(run, 'hex').toString('latin1')] : [];
  const percent = run.includes('%') ? [run.replace(/%([0-9a-f]{2})/gi, byteOf)] : [];
  return [...base64, ...hex, ...percent];
}

const byteOf = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** Letter case and the two alphabets of base64 make no difference. */
const plain = (text: string): string => text.toLowerCase().replaceAll('-', '+').replaceAll('_', '/');

let last:
  { readonly secret: string; readonly step: number; readonly blocks: ReadonlySet<string> } | undefined;

function blocksOf(secret: string, step: number): ReadonlySet<string> {
  if (last?.secret === secret && last.step === step) return last.blocks;
  const blocks = new Set<string>();
  for (const part of secretParts(secret).map(plain)) {
    for (let at = 0; at + BLOCK <= part.length; at += step) blocks.add(part.slice(at, at + BLOCK));
  }
  last = { secret, step, blocks };
  return blocks;
}

/** The token without what is the same in any, and what of its URL is secret (facts.md, The token). */
function secretParts(secret: string): readonly string[] {
  const payload = secret.slice(secret.indexOf('.') + 1);
  const url = Buffer.from(payload, 'base64url').toString('latin1');
  const from = Math.max(0, url.search(/X-Amz-/));
  const query = new URLSearchParams(url.slice(from));
  const values = ['X-Amz-Signature', 'X-Amz-Security-Token'].flatMap((name) => query.get(name) ?? []);
  return [payload.slice(Math.floor(from / 3) * 4), ...values, ...values.map(encodeURIComponent)];
}
