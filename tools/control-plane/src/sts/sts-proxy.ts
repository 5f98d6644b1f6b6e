import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { readStsHost } from '@roster/sandbox';
import { LOOPBACK } from '../process/free-port.ts';
import { makeStsServer } from './sts-server.ts';

/** STS under its own host names, for those who reach it through a proxy. */
export interface StsProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** PEM of the CA of its certificates. */
  readonly ca: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves STS to authenticators, which accept no port and no address for it: a proxy that answers
 * `CONNECT sts.<region>.<suffix>:443`, in all partitions, by handing the connection to a TLS server in this process.
 * It leads nowhere else.
 */
export async function startStsProxy(sts: RequestListener): Promise<StsProxy> {
  const { server, ca } = await makeStsServer(sts);
  const sockets = new Set<Duplex>();
  const proxy = createServer((_request, response) => response.writeHead(501).end());
  proxy.on('connect', (request, socket: Duplex, head) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (!isForSts(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    server.emit('connection', socket);
  });
  proxy.listen(0, LOOPBACK);
  await once(proxy, 'listening');
  const stop = async () => {
    const closed = once(proxy.close(), 'close');
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: `http://${LOOPBACK}:${(proxy.address() as AddressInfo).port}`, ca, stop };
}

function isForSts({ url = '' }: IncomingMessage): boolean {
  const [host = '', port] = url.split(':');
  return port === '443' && readStsHost(host) !== undefined;
}
