import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The only address that anything here listens on. */
export const LOOPBACK = '127.0.0.1';

const ATTEMPTS = 5;

/** Ports that were free a moment ago. Held all at once, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, LOOPBACK));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Starts something on free ports, and again on others where someone else was faster. */
export async function onFreePorts<T>(count: number, start: (ports: number[]) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePorts(count));
    } catch (error) {
      if (attempt === ATTEMPTS || !/already in use/.test(String(error))) throw error;
    }
  }
}
