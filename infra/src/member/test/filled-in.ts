/** A member template's parameters and pseudo-parameters, as at some deployment. */
export const DEPLOYED: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  OrganizationId: 'o-abcdefghij',
  ControlPlaneAccount: '999999999999',
  EventsRegion: 'eu-west-1',
  Prefix: 'roster',
  ReadRoleName: 'RosterRead',
  WriteRoleName: 'RosterWrite',
  BootstrapRoleName: 'RosterBootstrap',
};

/** A part of a template with its references filled in; Fn::If takes its first way. */
export function filledIn(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(filledIn);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part as Record<string, unknown>);
  const [key, value] = entries[0] ?? [];
  if (entries.length === 1 && key === 'Ref') return DEPLOYED[String(value)] ?? part;
  if (entries.length === 1 && key === 'Fn::If') return filledIn((value as unknown[])[1]);
  if (entries.length === 1 && key === 'Fn::Sub') {
    return String(value).replace(/\$\{([\w:]+)\}/g, (_, name: string) => DEPLOYED[name] ?? `no ${name}`);
  }
  return Object.fromEntries(entries.map(([name, each]) => [name, filledIn(each)]));
}

/** IAM's and EventBridge's wildcards: `*` is any text. */
export function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
