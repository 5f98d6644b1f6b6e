import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server on loopback, at a port that the system chose. */
export interface Loopback extends AsyncDisposable {
  readonly port: number;
  /** Connections that were made to it. */
  readonly connections: () => number;
}

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers every request by `answer`; over TLS when there is a certificate. */
export async function serve(
  answer: (heard: Heard, response: ServerResponse) => void,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Loopback> {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      answer({ method, path: url, headers, body }, response);
    });
  };
  return listen(tls === undefined ? createHttp(listener) : createHttps(tls, listener));
}

/** A proxy that leads every tunnel to that port, whatever host was asked for; `asked` holds these hosts. */
export async function connectProxy(to: number): Promise<Loopback & { readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createHttp((_, response) => response.writeHead(501).end());
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    const upstream = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  return { ...(await listen(server)), asked };
}

async function listen(server: Server): Promise<Loopback> {
  let connections = 0;
  // Tunnels are no longer the server's own: it would wait for them until their clients let go.
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, connections: () => connections, [Symbol.asyncDispose]: stop };
}
