import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext } from 'node:tls';
import { once } from 'node:events';
import { readStsHost } from '@roster/sandbox';
import { makeAuthority } from '@roster/sandbox/certificates';
import { LOOPBACK } from '../process/free-port.ts';

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
 * `CONNECT sts.<region>.<suffix>:443`, in all partitions, by handing the connection to an HTTPS server in this process.
 * It leads nowhere else.
 */
export async function startStsProxy(sts: RequestListener): Promise<StsProxy> {
  const { ca, issue } = await makeAuthority('STS', new Date());
  const contexts = new Map<string, Promise<SecureContext>>();
  const contextOf = (host: string): Promise<SecureContext> => {
    const made = contexts.get(host) ?? issue({ commonName: host, hosts: [host] }).then(createSecureContext);
    contexts.set(host, made);
    return made;
  };
  const secure = createHttps({
    SNICallback: (host, done) => {
      contextOf(host).then(
        (context) => done(null, context),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  secure.on('request', sts);
  const sockets = new Set<Duplex>();
  const proxy = createHttp((_request, response) => response.writeHead(501).end());
  proxy.on('connect', (request, socket: Duplex, head) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const [host = '', port] = (request.url ?? '').split(':');
    if (port !== '443' || readStsHost(host) === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    secure.emit('connection', socket);
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
