import type { ServerResponse } from 'node:http';
import { send, type Answer, type Request } from '../http/message.ts';
import { mutated } from './mutated.ts';
import { pick, type Kind } from './temper.ts';

interface Bad {
  readonly kind: Kind;
  readonly random: () => number;
  /** What would have been right. */
  readonly answer: Answer;
  readonly request: Request;
}

const MIB = 1024 * 1024;
const CHUNK = 'x'.repeat(64 * 1024);

/** Sends an answer that is wrong in that way. What has no end ends with its connection. */
export function sendHostile(response: ServerResponse, { kind, random, answer, request }: Bad): void {
  switch (kind) {
    case 'broken':
      broken(response, answer, random);
      return;
    case 'mutated':
      send(response, { ...answer, body: mutated(answer.body, random) });
      return;
    case 'huge':
      send(response, { ...answer, body: mutated(answer.body, random, 'x'.repeat(300_000)) });
      return;
    case 'endless':
      endless(response, pick(['[', '{"a":"', '[[[[', '{"items":[{},'], random));
      return;
    case 'slow':
      slow(response, answer, random);
      return;
    case 'silent':
      return;
    case 'status':
      send(response, {
        ...answer,
        status: pick([204, 301, 400, 401, 404, 409, 418, 422, 429, 500, 599], random),
      });
      return;
    case 'echo':
      echo(response, answer, request, random);
      return;
    case 'liar':
      send(response, { ...answer, status: 200, body: pick(LIES, random) });
      return;
  }
}

function broken(response: ServerResponse, answer: Answer, random: () => number): void {
  const cut = answer.body.slice(0, Math.floor(random() * answer.body.length));
  const body = pick(['null', '', '[]', '7', '"x"', '{}', '<html>', '{"kind":null}', '\u0000', cut], random);
  const way = random();
  if (way < 0.7) send(response, { ...answer, body });
  else if (way < 0.8) response.socket?.destroy();
  else if (way < 0.9) response.socket?.end('SSH-2.0-OpenSSH\r\n');
  else
    response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
}

/** Never more than a client would have to bear: should it read on for ever, it ends at 256 MiB. */
function endless(response: ServerResponse, begin: string): void {
  let left = 256 * MIB;
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = begin.repeat(Math.ceil(CHUNK.length / begin.length));
  const more = () => {
    while (left > 0 && !response.destroyed && response.write(chunk)) left -= chunk.length;
    if (left <= 0) response.end();
  };
  response.on('drain', more);
  response.write(begin);
  more();
}

/** Late, or a letter at a time. */
function slow(response: ServerResponse, answer: Answer, random: () => number): void {
  if (random() < 0.5) {
    const timer = setTimeout(() => send(response, answer), 200);
    response.on('close', () => clearTimeout(timer));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  const letters = answer.body[Symbol.iterator]();
  const timer = setInterval(() => response.write(letters.next().value ?? ' '), 20);
  response.on('close', () => clearInterval(timer));
}

/** What it was sent, in a text of its answer, or in the message of a refusal. */
function echo(response: ServerResponse, answer: Answer, request: Request, random: () => number): void {
  const token = (request.headers['authorization'] ?? '').replace('Bearer ', '');
  const said = pick([token, encodeURIComponent(token), Buffer.from(token).toString('base64')], random);
  const message = `admission webhook "x" denied the request: ${said}`;
  const refusal = JSON.stringify({ kind: 'Status', reason: 'Forbidden', message });
  if (random() < 0.3) send(response, { ...answer, status: pick([403, 422, 500], random), body: refusal });
  else send(response, { ...answer, body: mutated(answer.body, random, said) });
}

const META = { name: 'aws-auth', namespace: 'kube-system' };
/** Well formed, and not true. */
const LIES = [
  { kind: 'SelfSubjectReview', status: { userInfo: { username: 'somebody', groups: ['system:masters'] } } },
  { kind: 'ConfigMap', metadata: { ...META, resourceVersion: '1' }, data: { mapRoles: '[]' } },
  { kind: 'ConfigMap', metadata: { ...META, resourceVersion: '999999' } },
  { kind: 'NodeList', metadata: { continue: 'again' }, items: [{ metadata: { name: 'n' } }] },
  { kind: 'NodeList', items: Array.from({ length: 20_000 }, (_, n) => ({ metadata: { name: `n${n}` } })) },
  { kind: 'SubjectAccessReview', status: { allowed: true } },
].map((lie) => JSON.stringify(lie));
