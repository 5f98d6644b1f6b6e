import { DNS_SUFFIXES, partitionOfRegion, type Partition } from '@roster/access';
import { splitOnce } from '../http/message.ts';

const DUAL_STACK: Readonly<Partial<Record<Partition, string>>> = {
  aws: 'api.aws',
  'aws-us-gov': 'api.aws',
  'aws-cn': 'api.amazonwebservices.com.cn',
  'aws-eusc': 'api.amazonwebservices.eu',
};

export interface StsPlace {
  readonly partition: Partition;
  readonly region: string;
}

/**
 * Where an STS host of AWS stands: regional, FIPS or dual-stack; the global one is in us-east-1. Undefined for any
 * other host (aws-iam-authenticator v0.7.18, pkg/token/token.go, stsHostsForPartition).
 */
export function readStsHost(host: string): StsPlace | undefined {
  if (host === 'sts.amazonaws.com') return { partition: 'aws', region: 'us-east-1' };
  const [service = '', rest = ''] = splitOnce(host, '.');
  const [region = '', suffix = ''] = splitOnce(rest, '.');
  const partition = partitionOfRegion(region);
  const known = suffix === DNS_SUFFIXES[partition] || suffix === DUAL_STACK[partition];
  return /^sts(-fips)?$/.test(service) && region !== '' && known ? { partition, region } : undefined;
}
