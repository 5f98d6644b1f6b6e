import { describe, expect, it } from 'vitest';
import { configuredEndpoint } from './endpoints.ts';

describe('configuredEndpoint', () => {
  const env = { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_EKS: 'http://eks' };

  it('is the service’s own before the one for all', () => {
    expect(configuredEndpoint(env, 'EKS')).toEqual({ endpoint: 'http://eks' });
    expect(configuredEndpoint(env, 'STS')).toEqual({ endpoint: 'http://all' });
    expect(configuredEndpoint({}, 'STS')).toEqual({});
  });

  it('is none when the environment says to ignore them', () => {
    expect(configuredEndpoint({ ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, 'EKS')).toEqual({});
  });

  it.each(['127.0.0.1:4566', 'ftp://sts.example.com', 'nowhere'])(
    'is refused where it is no URL: %s',
    (url) => {
      expect(() => configuredEndpoint({ AWS_ENDPOINT_URL_STS: url }, 'STS')).toThrow(
        /^AWS_ENDPOINT_URL_STS: .*http/,
      );
    },
  );
});
