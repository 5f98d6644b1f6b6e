import type { ProxyEnv } from 'node:http';

/** Names as the process has them: `process.env`, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

// Never by way of a proxy, as in Go and so in kubectl: a proxy's own loopback is another machine.
const LOOPBACK = ['localhost', '127.0.0.0-127.255.255.255', '::1', '[::1]'];

/**
 * The proxy settings of an environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in capitals or not) for an agent of
 * `node:http` or `node:https`, which reads them by itself: `new Agent({ proxyEnv: proxyEnv(env) })`.
 */
export function proxyEnv(env: Environment): ProxyEnv {
  const either = (name: string) => env[name.toLowerCase()] ?? env[name];
  const none = [either('NO_PROXY'), ...LOOPBACK].filter(Boolean).join(',');
  return { HTTP_PROXY: either('HTTP_PROXY'), HTTPS_PROXY: either('HTTPS_PROXY'), NO_PROXY: none };
}
