import { describe, expect, it } from 'vitest';
import { DNS_SUFFIXES, isPartition, isRegion, partitionOfRegion, stsHost } from './partitions.ts';

describe('partitions', () => {
  it.each([
    ['eu-west-1', 'aws', 'sts.eu-west-1.amazonaws.com'],
    ['us-east-1', 'aws', 'sts.us-east-1.amazonaws.com'],
    ['ap-southeast-7', 'aws', 'sts.ap-southeast-7.amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'sts.us-gov-west-1.amazonaws.com'],
    ['us-iso-east-1', 'aws-iso', 'sts.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'aws-iso-b', 'sts.us-isob-east-1.sc2s.sgov.gov'],
    ['eu-isoe-west-1', 'aws-iso-e', 'sts.eu-isoe-west-1.cloud.adc-e.uk'],
    ['us-isof-south-1', 'aws-iso-f', 'sts.us-isof-south-1.csp.hci.ic.gov'],
    ['eusc-de-east-1', 'aws-eusc', 'sts.eusc-de-east-1.amazonaws.eu'],
  ])('%s is in %s', (region, partition, host) => {
    expect(isRegion(region)).toBe(true);
    expect(partitionOfRegion(region)).toBe(partition);
    expect(stsHost(region)).toBe(host);
  });

  it('knows the eight partitions of the authenticator, and no other', () => {
    expect(Object.keys(DNS_SUFFIXES)).toHaveLength(8);
    expect(['aws', 'aws-eusc', 'AWS', 'aws-mars', 'toString'].map(isPartition)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each(['mx-central-1', 'cn-northwest-1', 'il-central-1', 'af-south-1', 'us-gov-east-1'])(
    'know the Region %s',
    (region) => expect(isRegion(region)).toBe(true),
  );

  // The host of a token is built from the Region: what is no Region must not become a part of it.
  it.each([
    '',
    'us_east_1',
    'test_123',
    '@invalid.com/%23',
    'eu-west-1.example.com',
    'eu-west-1\n',
    ' eu-west-1',
    'EU-WEST-1',
    'eu-west',
    'eu-west-1a',
    'us-isoz-east-1',
    'europe-west-1',
    'eu-west-123',
    'global',
    'arn:aws:eks:eu-west-1:111122223333:cluster/one',
  ])('have no Region %j', (text) => expect(isRegion(text)).toBe(false));
});
