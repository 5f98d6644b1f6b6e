import { Fault } from '@roster/workflow';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { callDynalite, type Answer, type DynaliteStore } from './dynalite-store.ts';

/** What another process may ask of the one that has the store open: nothing that changes it. */
const READS: readonly string[] = ['DescribeTable', 'DescribeTimeToLive', 'GetItem', 'Query'];

/** In the store's folder, which is its owner's alone. */
const socketIn = (folder: string): string => join(folder, 'read.sock');

/** Answers reads of other processes for as long as this one has the store open; keeps no process alive. */
export interface ReadServer {
  close(): Promise<void>;
}

/** Undefined where no socket can stand: a path that is too long, a file system without them. */
export async function serveReads(folder: string, store: DynaliteStore): Promise<ReadServer | undefined> {
  const socket = socketIn(folder);
  await rm(socket, { force: true }); // of a process that was killed: who is here has the lock
  const server = createServer((asked, answer) => {
    void answerRead(store, asked).then(({ status, body }) => {
      answer.writeHead(status).end(JSON.stringify(body));
    });
  });
  server.on('connection', (connection) => connection.unref());
  if (!(await listening(server, socket))) return undefined;
  server.unref();
  await chmod(socket, 0o600);
  return {
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server, socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(socket, () => resolve(true));
  });
}

async function answerRead(store: DynaliteStore, asked: IncomingMessage): Promise<Answer> {
  const operation = asked.url?.slice(1) ?? '';
  if (!READS.includes(operation)) return { status: 403, body: {} };
  try {
    return await callDynalite(store, operation, JSON.parse(await text(asked)));
  } catch {
    return { status: 400, body: { __type: 'com.amazon.coral.service#SerializationException' } };
  }
}

/** Asks the process that has the store open; what would change it is refused by `whyNot`, before anything is sent. */
export function readThrough(folder: string, whyNot: string) {
  return async (operation: string, input: unknown): Promise<Answer> => {
    if (!READS.includes(operation)) throw new Fault('BadInputFault', whyNot);
    const answer = await ask(folder, operation, input);
    if (answer !== undefined) return answer;
    throw new Fault(
      'ConnectionFault',
      `the process that had the store in ${folder} open has ended: run it again`,
    );
  };
}

/** True when a process answers there. */
export async function isServed(folder: string): Promise<boolean> {
  return (await ask(folder, 'Nothing', {})) !== undefined;
}

/** Undefined where nobody answers. */
function ask(folder: string, operation: string, input: unknown): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const asking = request({
      socketPath: socketIn(folder),
      path: `/${operation}`,
      method: 'POST',
      agent: false,
    });
    asking.once('error', () => resolve(undefined));
    asking.once('response', (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) as unknown }),
        () => resolve(undefined),
      );
    });
    asking.end(JSON.stringify(input));
  });
}
