import { asRoot } from '@roster/local-aws';
import type { Rig } from './rig.ts';

/** Takes every inline policy of a role away, as somebody in a hurry would in the console. */
export async function removePolicies({ aws }: Rig, role: string): Promise<readonly string[]> {
  const listed = await asRoot(aws, 'iam', { Action: 'ListRolePolicies', RoleName: role });
  const names = [...listed.matchAll(/<member>([^<]+)<\/member>/g)].map(([, name = '']) => name);
  for (const name of names) {
    await asRoot(aws, 'iam', { Action: 'DeleteRolePolicy', RoleName: role, PolicyName: name });
  }
  return names;
}
