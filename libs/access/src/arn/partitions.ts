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

/**
 * The form of a Region in a partition that we know: `eu-west-1`, `us-gov-west-1`, `eusc-de-east-1`. New Regions of
 * these partitions have it too. Source: `regionRegex` of the partitions in botocore's partitions.json.
 */
export const REGION = /^(?:[a-z]{2}|us-gov|us-iso[bf]?|eu-isoe|eusc-[a-z]{2})-[a-z]+-\d{1,2}$/;

/** True for a Region that can exist. Hosts are built from Regions: nothing else may get into one. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}

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
