/** AWS partitions and the DNS suffix of their endpoints (facts.md: The token). */
export const DNS_SUFFIXES = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
} as const;

export type Partition = keyof typeof DNS_SUFFIXES;

const REGION_PREFIXES: readonly (readonly [string, Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** True for the name of a partition that the authenticator knows. */
export function isPartition(name: string): name is Partition {
  return Object.hasOwn(DNS_SUFFIXES, name);
}

/** The partition that a Region belongs to, told by the Region's prefix; `aws` for any other. */
export function partitionOfRegion(region: string): Partition {
  return REGION_PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** The regional STS host, such as `sts.eu-west-1.amazonaws.com`: the only kind that counts in every partition. */
export function stsHost(region: string): string {
  return `sts.${region}.${DNS_SUFFIXES[partitionOfRegion(region)]}`;
}
