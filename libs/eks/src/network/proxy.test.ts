import { describe, expect, it } from 'vitest';
import { proxyEnv } from './proxy.ts';

describe('proxyEnv', () => {
  it('takes either spelling, small letters first, as curl and Go do', () => {
    const env = { HTTPS_PROXY: 'http://big', https_proxy: 'http://small', HTTP_PROXY: 'http://plain' };
    expect(proxyEnv(env)).toMatchObject({ HTTPS_PROXY: 'http://small', HTTP_PROXY: 'http://plain' });
  });

  it('never sends loopback to a proxy', () => {
    const loopback = 'localhost,127.0.0.0-127.255.255.255,::1,[::1]';
    expect(proxyEnv({}).NO_PROXY).toBe(loopback);
    expect(proxyEnv({ NO_PROXY: '.example.com' }).NO_PROXY).toBe(`.example.com,${loopback}`);
  });
});
