import type { Token } from '@roster/reconcile';
import * as z from 'zod/mini';
import { readJson } from './read-json.ts';
import { holdsToken } from './token-echo.ts';

/** Kubernetes' Status, the body of an answer that is no success, as far as it is read. */
export interface Status {
  /** The word by which Kubernetes says why, such as `Forbidden`; empty for a body that is no Status. */
  readonly reason: string;
  /** In the server's own words, fit for a report; empty where there is none, or it holds our token. */
  readonly message: string;
}

const Schema = z.object({
  reason: z.catch(z.string().check(z.regex(/^[A-Za-z]{1,40}$/)), ''),
  message: z.catch(z.string(), ''),
});

/** A message is shown so far, in characters. */
const LONGEST = 500;

/** Reads a Status. Its message is one line without control characters, and cut after 500 characters. */
export function statusOf(body: Buffer, token: Token): Status {
  const read = z.safeParse(Schema, readJson(body));
  if (!read.success) return { reason: '', message: '' };
  const { reason, message } = read.data;
  if (holdsToken(message, token)) return { reason, message: '' };
  const line = message.slice(0, LONGEST + 1).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
  return { reason, message: line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line };
}
