import { describe, expect, it } from 'vitest';
import { DNS_SUFFIXES, isPartition, partitionOfRegion, stsHost } from './partitions.ts';

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
});
