import { describe, expect, it } from 'vitest';
import { environmentKeys, environmentRegion, namedProfile } from './environment.ts';

const NOW = new Date('2026-11-01T12:00:00Z');
const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
const keysOf = (env: Record<string, string>) => environmentKeys(env, NOW);

describe('keys of the environment', () => {
  it('come with their session and their end', () => {
    const more = { AWS_SESSION_TOKEN: 'session', AWS_CREDENTIAL_EXPIRATION: '2026-11-01T13:00:00Z' };
    expect(keysOf({ ...keys, ...more })).toEqual({
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: new Date('2026-11-01T13:00:00Z'),
    });
    expect(keysOf({ ...keys, AWS_SESSION_TOKEN: 'new', AWS_SECURITY_TOKEN: 'old' })).toMatchObject({
      sessionToken: 'old',
    });
  });

  it('are none without AWS_ACCESS_KEY_ID, be it empty', () => {
    expect(keysOf({ AWS_SECRET_ACCESS_KEY: 'secret' })).toBeUndefined();
    expect(keysOf({ ...keys, AWS_ACCESS_KEY_ID: '' })).toBeUndefined();
  });

  it.each([
    [{ AWS_SECRET_ACCESS_KEY: '' }, /AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY/],
    [{ AWS_SECRET_ACCESS_KEY: 'secret\n' }, /AWS_SECRET_ACCESS_KEY has a blank, a line break/],
    [{ AWS_ACCESS_KEY_ID: ' AKIA' }, /AWS_ACCESS_KEY_ID has a blank/],
    [{ AWS_SESSION_TOKEN: 'token\r\n' }, /AWS_SESSION_TOKEN has a blank/],
    [{ AWS_CREDENTIAL_EXPIRATION: '2026-11-01T12:00:00Z' }, /ended at 2026-11-01T12:00:00.000Z/],
    [{ AWS_CREDENTIAL_EXPIRATION: 'soon' }, /AWS_CREDENTIAL_EXPIRATION is no time/],
  ])('%# are refused where they cannot sign, by the name of what is wrong', (env, message) => {
    const asked = () => keysOf({ ...keys, ...env });
    expect(asked).toThrow(expect.objectContaining({ name: 'CredentialsFault' }) as Error);
    expect(asked).toThrow(message);
  });
});

describe('the Region of the environment', () => {
  it('is AWS_REGION, else AWS_DEFAULT_REGION; an empty one counts as unset', () => {
    const both = { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-1' };
    expect(environmentRegion(both)).toBe('eu-north-1');
    expect(environmentRegion({ ...both, AWS_REGION: '' })).toBe('eu-west-1');
    expect(environmentRegion({ AWS_DEFAULT_REGION: '' })).toBeUndefined();
  });

  it('is refused where it is none', () => {
    expect(() => environmentRegion({ AWS_DEFAULT_REGION: 'eu_west_1' })).toThrow(
      'AWS_DEFAULT_REGION: "eu_west_1" is no AWS Region',
    );
  });
});

describe('the profile of the environment', () => {
  it('is AWS_PROFILE, else AWS_DEFAULT_PROFILE', () => {
    expect(namedProfile({ AWS_DEFAULT_PROFILE: 'b' })).toEqual({
      name: 'b',
      variable: 'AWS_DEFAULT_PROFILE',
    });
    expect(namedProfile({ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' })).toMatchObject({ name: 'a' });
    expect(namedProfile({})).toBeUndefined();
  });

  it('is refused where it is set and empty', () => {
    expect(() => namedProfile({ AWS_PROFILE: '' })).toThrow('AWS_PROFILE is set and empty');
  });
});
