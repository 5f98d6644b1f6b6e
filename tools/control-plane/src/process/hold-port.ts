import { createServer, type Server } from 'node:net';
import { LOOPBACK } from './free-port.ts';

// Every authenticator opens this port on every address, whatever its flags say (pkg/server/server.go, Run), and goes
// on without it where it cannot.
const PORT = 21363;

let holders = 0;
let held: Promise<Server | undefined> | undefined;

/**
 * Keeps authenticators from listening on all addresses, until what it returns is called. Any number of processes hold
 * the port at once, for they share it; an authenticator does not, so it never gets it.
 */
export async function holdAuthenticatorPort(): Promise<() => Promise<void>> {
  holders += 1;
  await (held ??= listenShared());
  return async () => {
    holders -= 1;
    if (holders > 0) return;
    const server = held;
    held = undefined;
    (await server)?.close();
  };
}

async function listenShared(): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  // Where somebody else's authenticator has the port, ours cannot take it either.
  const { promise, resolve } = Promise.withResolvers<Server | undefined>();
  server.once('error', () => resolve(undefined));
  server.listen({ host: LOOPBACK, port: PORT, reusePort: true }, () => resolve(server));
  server.unref();
  return promise;
}
