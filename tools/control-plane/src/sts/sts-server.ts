import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { makeAuthority } from '@roster/sandbox/certificates';

/** A TLS server that listens nowhere, for connections that are handed to it; and the PEM of its CA. */
export interface StsServer {
  readonly server: Server;
  readonly ca: string;
}

/** STS under whatever host name it is asked for: each gets its certificate when it first comes. */
export async function makeStsServer(sts: RequestListener): Promise<StsServer> {
  const { ca, issue } = await makeAuthority('STS', new Date());
  const contexts = new Map<string, Promise<SecureContext>>();
  const contextOf = (host: string): Promise<SecureContext> => {
    const made = contexts.get(host) ?? issue({ commonName: host, hosts: [host] }).then(createSecureContext);
    contexts.set(host, made);
    return made;
  };
  const server = createServer({
    SNICallback: (host, done) => {
      contextOf(host).then(
        (context) => done(null, context),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  server.on('request', sts);
  return { server, ca };
}
