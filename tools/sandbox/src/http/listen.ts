import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a server on a port of the system's choice, and says which. */
export function listen(server: Server, address: string): Promise<number> {
  // An idle connection that the server closes just as its client uses it again would be a fault nobody asked for.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port: 0, backlog: 4096 }, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Ends a server and every connection to it. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
