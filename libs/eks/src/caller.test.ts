import { describe, expect, it } from 'vitest';
import { callerSettings } from './caller.ts';
import { configuredEndpoint } from './endpoints.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('callerSettings', () => {
  it('takes keys, their end and the Region from the environment', () => {
    const more = { AWS_SESSION_TOKEN: 'session', AWS_CREDENTIAL_EXPIRATION: '2026-11-01T13:00:00Z' };
    expect(callerSettings({ ...keys, ...more, AWS_DEFAULT_REGION: 'eu-west-1' })).toEqual({
      region: 'eu-west-1',
      credentials: {
        accessKeyId: 'AKIA',
        secretAccessKey: 'secret',
        sessionToken: 'session',
        expiration: new Date('2026-11-01T13:00:00Z'),
      },
    });
    const both = { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-1' };
    expect(callerSettings(both)).toEqual({ region: 'eu-north-1' });
  });

  it('leaves to the SDK what is not there: half a key, or a profile that is named', () => {
    expect(callerSettings({ AWS_ACCESS_KEY_ID: 'AKIA' })).toEqual({});
    expect(callerSettings({ ...keys, AWS_PROFILE: 'fleet' })).toEqual({ profile: 'fleet' });
  });
});

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
});
