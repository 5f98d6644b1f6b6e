import { mkdtemp, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { selfSigned } from '../../test/certificate.ts';
import { connectProxy, serve, type Loopback } from '../../test/loopback.ts';
import { connectAws } from '../aws.ts';
import { callerIdentity } from '../discovery.ts';
import type { Environment } from './proxy.ts';

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::999999999999:user/roster</Arn><Account>999999999999</Account>
  </GetCallerIdentityResult></GetCallerIdentityResponse>`;

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };
const patient = { connect: 5_000, request: 5_000 };

const ask = (env: Environment, timeouts = patient) => {
  const aws = connectAws({ env: { ...KEYS, ...env }, clock: () => new Date(), timeouts });
  return callerIdentity(aws, { region: 'eu-west-1', run: 'r1' });
};

function endless(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
  };
  response.on('drain', more);
  more();
}

let sts: Loopback;
let bundle: string;
beforeAll(async () => {
  const certificate = await selfSigned('sts.eu-west-1.amazonaws.com');
  sts = await serve((_, response) => response.end(IDENTITY), certificate);
  bundle = join(await mkdtemp(join(tmpdir(), 'roster-')), 'bundle.pem');
  await writeFile(bundle, certificate.cert);
});
afterAll(() => sts[Symbol.asyncDispose]());

describe('calls to AWS', () => {
  it('go by way of HTTPS_PROXY and believe AWS_CA_BUNDLE', async () => {
    await using proxy = await connectProxy(sts.port);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, AWS_CA_BUNDLE: bundle };
    expect(await ask(env)).toMatchObject({ account: '999999999999' });
    expect(proxy.asked).toEqual(['sts.eu-west-1.amazonaws.com:443']);
  });

  it('go by way of a proxy without a scheme, in small letters', async () => {
    await using proxy = await connectProxy(sts.port);
    const env = { https_proxy: `127.0.0.1:${proxy.port}`, AWS_CA_BUNDLE: bundle };
    expect(await ask(env)).toMatchObject({ account: '999999999999' });
    expect(proxy.asked).toEqual(['sts.eu-west-1.amazonaws.com:443']);
  });

  it('believe no certificate that is not in it', async () => {
    await using proxy = await connectProxy(sts.port);
    const asked = ask({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    await expect(asked).rejects.toMatchObject({ name: 'CertificateFault' });
  });

  it('pass the proxy by for NO_PROXY, and for loopback always', async () => {
    await using proxy = await connectProxy(sts.port);
    await using plain = await serve((_, response) => response.end(IDENTITY));
    const env = {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    };
    const endpoint = `http://127.0.0.1:${plain.port}`;
    expect(await ask({ ...env, AWS_ENDPOINT_URL_STS: endpoint })).toMatchObject({ account: '999999999999' });
    const invalid = { AWS_ENDPOINT_URL_STS: 'https://sts.example.invalid', NO_PROXY: '.example.invalid' };
    await expect(ask({ ...env, ...invalid })).rejects.toMatchObject({ name: 'ConnectionFault' });
    expect(proxy.asked).toEqual([]);
  });

  it('end in time', async () => {
    await using silent = await serve(() => undefined);
    const endpoint = { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${silent.port}` };
    const asked = ask(endpoint, { connect: 100, request: 100 });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutFault' });
    expect(silent.connections()).toBe(3);
  });

  it('believe no other certificate whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    await using proxy = await connectProxy(sts.port);
    const asked = ask({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    await expect(asked).rejects.toMatchObject({ name: 'CertificateFault' });
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['of bytes', endless, 'BadAnswerFault'],
    ['of time', (response) => void response.write('<'), 'TimeoutFault'],
    ['that is a page', (response) => void response.writeHead(418).end('<html>'), 'BadAnswerFault'],
  ])('whose answer is one without an end %s are over: %3$s', async (_, answer, name) => {
    await using server = await serve((_heard, response) => answer(response));
    const endpoint = { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${server.port}` };
    await expect(ask(endpoint, { connect: 1000, request: 500 })).rejects.toMatchObject({ name });
  });

  it('are not begun when AWS_CA_BUNDLE cannot be read', () => {
    const connecting = () => connectAws({ env: { AWS_CA_BUNDLE: '/nowhere.pem' }, clock: () => new Date() });
    expect(connecting).toThrow(/AWS_CA_BUNDLE: cannot read \/nowhere.pem/);
  });
});
