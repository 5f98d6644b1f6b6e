import { describe, expect, it } from 'vitest';
import { proxyEnv } from './proxy.ts';

describe('proxyEnv', () => {
  it('takes either spelling, small letters first, as curl and Go do', () => {
    const env = { HTTPS_PROXY: 'http://big', https_proxy: 'http://small', HTTP_PROXY: 'http://plain' };
    expect(proxyEnv(env)).toMatchObject({ HTTPS_PROXY: 'http://small', HTTP_PROXY: 'http://plain' });
    expect(proxyEnv({ HTTPS_PROXY: 'http://big', https_proxy: '' })).toMatchObject({ HTTPS_PROXY: '' });
  });

  it.each([
    ['proxy:3128', 'http://proxy:3128'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128'],
    ['ann:secret@proxy.example.com:3128', 'http://ann:secret@proxy.example.com:3128'],
    [' http://proxy:3128 ', 'http://proxy:3128'],
    ['HTTPS://proxy', 'HTTPS://proxy'],
  ])('takes %s for %s', (given, url) => {
    expect(proxyEnv({ HTTPS_PROXY: given, http_proxy: given })).toMatchObject({
      HTTPS_PROXY: url,
      HTTP_PROXY: url,
    });
  });

  it.each([
    ['socks5://ann:secret@proxy:1080', /^HTTPS_PROXY: .* this one is socks5: set http:/],
    ['socks5h://proxy', /this one is socks5h/],
    ['http://', /^HTTPS_PROXY is no URL of a proxy/],
    ['host:port', /^HTTPS_PROXY is no URL of a proxy/],
  ])('refuses %s by the name of its variable, without its password', (given, message) => {
    const asked = () => proxyEnv({ HTTPS_PROXY: given });
    expect(asked).toThrow(message);
    expect(asked).toThrow(expect.objectContaining({ name: 'BadInputFault' }) as Error);
    expect(asked).not.toThrow(/secret/);
  });

  it('never sends loopback to a proxy', () => {
    const loopback = 'localhost,127.0.0.0-127.255.255.255,::1,[::1]';
    expect(proxyEnv({}).NO_PROXY).toBe(loopback);
    expect(proxyEnv({ NO_PROXY: '.example.com' }).NO_PROXY).toBe(`.example.com,${loopback}`);
  });
});
