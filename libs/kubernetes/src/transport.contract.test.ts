import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeAuthority } from '@roster/sandbox/certificates';
import { selfSigned } from '../../eks/test/certificate.ts';
import { connectProxy, serve, type Heard, type Loopback } from '../../eks/test/loopback.ts';
import { connectionTo } from '../test/connection.ts';
import { createClusterApi } from './cluster-api.ts';

type Respond = (heard: Heard, response: ServerResponse) => void;

const REVIEW = JSON.stringify({ kind: 'SelfSubjectReview', status: { userInfo: { username: 'roster' } } });
const json: Respond = (_, response) => response.end(REVIEW);

let certificate: { key: string; cert: string };
let respond: Respond;
let heard: Heard[];
let server: Loopback;
beforeAll(async () => {
  certificate = await selfSigned('cluster.example', 'localhost');
  server = await serve((each, response) => {
    heard.push(each);
    respond(each, response);
  }, certificate);
});
afterAll(() => server[Symbol.asyncDispose]());

const here = (path = '') => connectionTo(`https://localhost:${server.port}${path}`, certificate.cert);

function begin(answer: Respond): void {
  respond = answer;
  heard = [];
}

describe('a request', () => {
  it('goes under the path of the endpoint, with the token and the run', async () => {
    begin(json);
    expect(await createClusterApi({ env: {} }).whoAmI({ ...here('/eu/one/'), run: 'run 1' })).toMatchObject({
      username: 'roster',
    });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        path: '/eu/one/apis/authentication.k8s.io/v1/selfsubjectreviews',
        headers: { authorization: 'Bearer the-secret-token', 'user-agent': 'roster/run-1' },
      },
    ]);
  });

  it('goes by way of HTTPS_PROXY, but for NO_PROXY', async () => {
    begin(json);
    await using proxy = await connectProxy(server.port);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const connection = connectionTo('https://cluster.example', certificate.cert);
    await createClusterApi({ env }).whoAmI(connection);
    expect(proxy.asked).toEqual(['cluster.example:443']);
    const direct = createClusterApi({ env: { ...env, NO_PROXY: 'cluster.example' } });
    await expect(direct.whoAmI(connection)).rejects.toMatchObject({ name: 'ConnectionFault' });
    expect(proxy.asked).toHaveLength(1);
  });

  it('is made only to whom the cluster’s own CA speaks for', async () => {
    begin(json);
    const other = await selfSigned('localhost');
    const api = createClusterApi({ env: {} });
    for (const ca of [other.cert, '', 'no PEM']) {
      const asked = api.whoAmI(connectionTo(`https://localhost:${server.port}`, ca));
      await expect(asked).rejects.toMatchObject({ name: 'CertificateFault' });
    }
    expect(heard).toEqual([]);
  });

  it('is not made to another whatever the environment says', async () => {
    begin(json);
    const other = await selfSigned('localhost');
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const asked = createClusterApi({ env: {} }).whoAmI(connectionTo(here().facts.endpoint, other.cert));
    await expect(asked).rejects.toMatchObject({ name: 'CertificateFault' });
    expect(heard).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['what is no PEM', 'no PEM'],
    ['a block that is no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('is not made by the certificates of the system where the CA is %s', async (_, ca) => {
    begin(json);
    const asked = createClusterApi({ env: {} }).whoAmI(connectionTo(here().facts.endpoint, ca));
    await expect(asked).rejects.toThrow(/holds no certificate that can be read/);
    expect(heard).toEqual([]);
  });

  it('believes both CAs while EKS rotates them', async () => {
    const [old, next] = [
      await makeAuthority('kubernetes', new Date()),
      await makeAuthority('kubernetes', new Date()),
    ];
    const leaf = await next.issue({ commonName: 'localhost', hosts: ['localhost'] });
    await using rotated = await serve((_, response) => response.end(REVIEW), leaf);
    const endpoint = `https://localhost:${rotated.port}`;
    for (const ca of [`${old.ca}\n${next.ca}`, `${next.ca}\n${old.ca}`]) {
      const asked = createClusterApi({ env: {} }).whoAmI(connectionTo(endpoint, ca));
      expect(await asked).toMatchObject({ username: 'roster' });
    }
    const asked = createClusterApi({ env: {} }).whoAmI(connectionTo(endpoint, old.ca));
    await expect(asked).rejects.toMatchObject({ name: 'CertificateFault' });
  });

  it('is not made without TLS', async () => {
    const asked = createClusterApi({ env: {} }).whoAmI(connectionTo('http://127.0.0.1:1', ''));
    await expect(asked).rejects.toMatchObject({ name: 'BadAnswerFault' });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    const location = `https://localhost:${server.port}/elsewhere`;
    begin((_, response) => response.writeHead(status, { location }).end());
    await expect(createClusterApi({ env: {} }).nodes(here())).rejects.toMatchObject({ name: 'ServerFault' });
    expect(heard.map((each) => each.path)).not.toContain('/elsewhere');
    expect(heard).toHaveLength(1);
  });
});

describe('connections', () => {
  it('are shared by calls that follow each other, of any token', async () => {
    begin(json);
    const before = server.connections();
    const api = createClusterApi({ env: {} });
    for (const path of ['/a', '/b', '/a']) await api.whoAmI(here(path));
    expect(server.connections() - before).toBe(1);
  });

  it('that the server closes while they are idle are made anew', async () => {
    begin((_, response) => response.end(JSON.stringify({ kind: 'NodeList', items: [] })));
    const api = createClusterApi({ env: {} });
    await api.nodes(here());
    begin((each, response) => {
      // The first that comes on the kept connection finds it closed.
      if (heard.length === 1) response.socket?.destroy();
      else response.end(JSON.stringify({ kind: 'NodeList', items: [{ metadata: { name: each.method } }] }));
    });
    expect(await api.nodes(here())).toEqual({ ready: [], notReady: ['GET'] });
  });
});

describe('an answer without an end', () => {
  const short = { env: {}, timeoutMs: 300 };

  it('of bytes is a BadAnswerFault, and its connection is closed', async () => {
    let closed: Promise<unknown> | undefined;
    begin((_, response) => {
      closed = once(response, 'close');
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    const asked = createClusterApi({ env: {} }).readAwsAuth(here());
    await expect(asked).rejects.toMatchObject({ name: 'BadAnswerFault' });
    await closed;
  });

  it.each<[string, Respond, string]>([
    ['of time', (_, response) => void response.write('{'), 'TimeoutFault'],
    [
      'of headers',
      (_, response) => void response.socket?.write(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(100_000)}`),
      'BadAnswerFault',
    ],
    [
      'of what is no HTTP',
      (_, response) => void response.socket?.write('SSH-2.0-OpenSSH\r\n'),
      'BadAnswerFault',
    ],
    [
      'of a length that never comes',
      (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('{'),
      'TimeoutFault',
    ],
  ])('%s is %3$s', async (_, answer, name) => {
    begin(answer);
    await expect(createClusterApi(short).readAwsAuth(here())).rejects.toMatchObject({ name });
  });

  it('that goes over to another protocol is a ConnectionFault', async () => {
    begin((_, response) => {
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    });
    const asked = createClusterApi(short).readAwsAuth(here());
    await expect(asked).rejects.toMatchObject({ name: 'ConnectionFault' });
  });

  it('that breaks off is a ConnectionFault', async () => {
    begin((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('{', () => response.destroy());
    });
    const asked = createClusterApi(short).readAwsAuth(here());
    await expect(asked).rejects.toMatchObject({ name: 'ConnectionFault' });
  });

  it('of pages that come slowly is over when the time of a list is', async () => {
    let page = 0;
    begin((_, response) => {
      page += 1;
      const body = { kind: 'NodeList', metadata: { continue: String(page) }, items: [] };
      setTimeout(() => response.end(JSON.stringify(body)), 20);
    });
    const asked = createClusterApi({ env: {}, listMs: 200 }).nodes(here());
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutFault' });
  });
});

describe('a private endpoint', () => {
  const shut = (endpoint: string) => ({
    ...connectionTo(endpoint, certificate.cert),
    facts: { ...connectionTo(endpoint, certificate.cert).facts, endpointAccess: 'private' as const },
  });
  const asked = (endpoint: string) => createClusterApi({ env: {}, timeoutMs: 300 }).whoAmI(shut(endpoint));

  it('that refuses a connection is reached', async () => {
    await expect(asked('https://127.0.0.1:1')).rejects.toMatchObject({ name: 'ConnectionFault' });
  });

  it('that shakes hands and then says nothing is reached', async () => {
    begin(() => undefined);
    const endpoint = `https://localhost:${server.port}`;
    await expect(asked(endpoint)).rejects.toMatchObject({ name: 'TimeoutFault' });
    expect(heard).toHaveLength(1);
  });

  it('that resumes a session and then says nothing is reached', async () => {
    begin((each, response) => {
      response.setHeader('connection', 'close');
      if (heard.length === 1) json(each, response);
    });
    const api = createClusterApi({ env: {}, timeoutMs: 300 });
    const connection = shut(`https://localhost:${server.port}`);
    await api.whoAmI(connection);
    await expect(api.whoAmI(connection)).rejects.toMatchObject({ name: 'TimeoutFault' });
    expect(heard).toHaveLength(2);
  });
});
