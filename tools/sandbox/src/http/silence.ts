import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Silence {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/**
 * A port from which nothing comes back: who connects waits for a handshake for ever, as where packets are dropped.
 * (A loopback address cannot drop a connection itself.)
 */
export async function listenInSilence(address: string): Promise<Silence> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.resume();
  });
  server.listen({ host: address, port: 0 });
  await once(server, 'listening');
  const stop = async () => {
    const closed = once(server.close(), 'close');
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, stop };
}
