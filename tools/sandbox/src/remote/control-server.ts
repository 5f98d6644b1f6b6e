import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { listen } from '../http/listen.ts';
import { readRequest, send, type Answer, type Request } from '../http/message.ts';
import type { SandboxCluster } from '../options.ts';
import type { Sandbox } from '../sandbox.ts';
import { DOOR_MEMBERS, SANDBOX_MEMBERS, type Command, type Control } from './protocol.ts';

const LARGEST_BODY = 64 * 1024 * 1024;

/** Opens the door of a sandbox to other processes of this machine. */
export async function startControl(
  sandbox: Sandbox,
  address: string,
): Promise<{ control: Control; server: Server }> {
  const secret = randomBytes(24).toString('base64url');
  const server = createServer((incoming, response) => {
    void readRequest(incoming, LARGEST_BODY).then(
      (request) => send(response, answer(sandbox, secret, request)),
      (error: unknown) => send(response, { status: 400, body: String(error) }),
    );
  });
  const url = `http://${address}:${await listen(server, address)}`;
  return { control: { url, secret }, server };
}

function answer(sandbox: Sandbox, secret: string, request: Request): Answer {
  if (request.headers['authorization'] !== `Bearer ${secret}`) return { status: 401, body: '' };
  try {
    const result = run(sandbox, JSON.parse(request.body.toString('utf8')) as Command);
    return { status: 200, body: JSON.stringify({ result }) };
  } catch (error) {
    return { status: 400, body: error instanceof Error ? error.message : String(error) };
  }
}

function run(sandbox: Sandbox, { cluster, member, args }: Command): unknown {
  if (cluster !== undefined) return reach(sandbox.cluster(cluster), DOOR_MEMBERS, { member, args });
  if (member === 'addCluster') return sandbox.addCluster(args[0] as SandboxCluster).arn;
  return reach(sandbox, SANDBOX_MEMBERS, { member, args });
}

function reach(target: object, members: readonly string[], { member, args }: Command): unknown {
  if (!members.includes(member)) throw new TypeError(`there is no ${member} to reach from outside`);
  const found: unknown = Reflect.get(target, member);
  return typeof found === 'function' ? Reflect.apply(found, target, args) : found;
}
