import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Answer } from '../http/message.ts';
import { SignatureError } from '../signature/signature-error.ts';

/** Nested names and texts, as both of STS's formats show them. */
export interface Tree {
  readonly [name: string]: string | Tree;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A result of the query protocol: XML, or JSON for those who accept it (as the authenticator does). */
export function resultAnswer(action: string, result: Tree, json: boolean): Answer {
  const tree = { [`${action}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } };
  return json ? jsonAnswer(200, { [`${action}Response`]: tree }) : xmlAnswer(200, `${action}Response`, tree);
}

/** The answer to a request that failed in a foreseen way; anything else is thrown on. */
export function errorAnswer(error: unknown, json: boolean): Answer {
  if (error instanceof AwsError) return refusal(error, json);
  if (!(error instanceof SignatureError)) throw error;
  const status = error.code === 'IncompleteSignature' ? 400 : 403;
  return refusal(new AwsError(status, error.code, error.message), json);
}

function refusal(error: AwsError, json: boolean): Answer {
  const Type = error.status < 500 ? 'Sender' : 'Receiver';
  const tree = { Error: { Type, Code: error.code, Message: error.message }, RequestId: randomUUID() };
  return json ? jsonAnswer(error.status, tree) : xmlAnswer(error.status, 'ErrorResponse', tree);
}

function jsonAnswer(status: number, tree: Tree): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(tree) };
}

function xmlAnswer(status: number, root: string, tree: Tree): Answer {
  const body = `<${root} xmlns="${NAMESPACE}">${xml(tree)}</${root}>\n`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function xml(tree: Tree): string {
  return Object.entries(tree)
    .map(([name, value]) => `<${name}>${typeof value === 'string' ? escape(value) : xml(value)}</${name}>`)
    .join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
