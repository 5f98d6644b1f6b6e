import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface OracleRow {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** What the authenticator's store holds of a document; `broken` names the keys of which it has nothing. */
export interface OracleReading {
  readonly roles: readonly OracleRow[];
  readonly users: readonly OracleRow[];
  readonly accounts: readonly string[];
  readonly broken: readonly string[];
  readonly error?: string;
}

export interface OracleDocument {
  readonly reading?: OracleReading;
  readonly refused?: string;
  /** True where kubectl has all that it needs to send the document as a ConfigMap. */
  readonly whole?: boolean;
  /** True where kubectl reads no further. */
  readonly stops?: boolean;
}

/** An answer of `parse-map`; `panic` where the authenticator or kubectl would have crashed. */
export interface OracleAnswer {
  readonly reading?: OracleReading;
  readonly documents?: readonly OracleDocument[];
  readonly panic?: string;
}

/** A question: the data of a ConfigMap, or the bytes of a file of manifests. */
export type Asked = { readonly data: Readonly<Record<string, string>> } | { readonly file: Uint8Array };

export interface Oracle extends AsyncDisposable {
  /** Answers come in the order of the questions; many may be under way at once. */
  ask(asked: Asked): Promise<OracleAnswer>;
}

interface Waiting {
  readonly answer: (line: string) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Starts `parse-map`, our Go program around the authenticator's own package (go/authenticator/parse-map), as one
 * process that answers until it is disposed of. A question fails when the process has ended.
 */
export function startOracle(program: string): Oracle {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: Waiting[] = [];
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    for (const { fail } of waiting.splice(0)) fail(ended);
  };
  child.on('error', end);
  child.on('exit', (code, signal) => end(new Error(`parse-map has ended: ${String(code ?? signal)}`)));
  child.stdin.on('error', end);
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.answer(line));
  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        waiting.push({ answer: (line) => resolve(JSON.parse(line) as OracleAnswer), fail: reject });
        child.stdin.write(`${JSON.stringify(encode(asked))}\n`);
      }),
    [Symbol.asyncDispose]: async () => {
      const gone = ended === undefined ? once(child, 'exit') : undefined;
      child.stdin.end();
      await gone;
    },
  };
}

/** In base64, since a file may hold bytes that are no UTF-8, and so no JSON. */
function encode(asked: Asked): object {
  if ('file' in asked) return { file: Buffer.from(asked.file).toString('base64') };
  const data = Object.entries(asked.data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return { data: Object.fromEntries(data) as object };
}
