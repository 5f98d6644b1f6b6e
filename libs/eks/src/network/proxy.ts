import type { ProxyEnv } from 'node:http';
import { Fault } from '@roster/workflow/faults';

/** Names as the process has them: `process.env`, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

// Never by way of a proxy, as in Go and so in kubectl: a proxy's own loopback is another machine.
const LOOPBACK = ['localhost', '127.0.0.0-127.255.255.255', '::1', '[::1]'];

/**
 * The proxy settings of an environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; the small letters first, an empty one of
 * which turns the proxy off, as in curl and Python) for an agent of `node:http` or `node:https`, which reads them by
 * itself: `new Agent({ proxyEnv: proxyEnv(env) })`. BadInputFault for a proxy that is none for HTTP: Node would pass it
 * by without a word.
 */
export function proxyEnv(env: Environment): ProxyEnv {
  const nameOf = (name: string) => (env[name.toLowerCase()] === undefined ? name : name.toLowerCase());
  const proxy = (name: string) => proxyUrl(nameOf(name), env[nameOf(name)]);
  const none = [env[nameOf('NO_PROXY')], ...LOOPBACK].filter(Boolean).join(',');
  return { HTTP_PROXY: proxy('HTTP_PROXY'), HTTPS_PROXY: proxy('HTTPS_PROXY'), NO_PROXY: none };
}

/** Without a scheme it is an HTTP proxy, as curl and the AWS CLI take it. A message never has the URL: it may hold a password. */
function proxyUrl(variable: string, given: string | undefined): string | undefined {
  const value = given?.trim();
  if (!value) return given === undefined ? undefined : '';
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value) ?? [];
  if (scheme !== undefined && !/^https?$/i.test(scheme))
    throw new Fault(
      'BadInputFault',
      `${variable}: Roster goes by HTTP proxies, and this one is ${scheme.toLowerCase()}: set http://host:port, or NO_PROXY for what needs none`,
    );
  const url = scheme === undefined ? `http://${value}` : value;
  if (URL.parse(url)?.hostname) return url;
  throw new Fault('BadInputFault', `${variable} is no URL of a proxy: set it as http://host:port`);
}
