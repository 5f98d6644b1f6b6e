import type { Rig } from './rig.ts';

/** Takes every inline policy of a role away, as somebody in a hurry would in the console. */
export async function removePolicies(rig: Rig, role: string): Promise<readonly string[]> {
  const listed = await iam(rig, { Action: 'ListRolePolicies', RoleName: role });
  const names = [...listed.matchAll(/<member>([^<]+)<\/member>/g)].map(([, name = '']) => name);
  for (const name of names) await iam(rig, { Action: 'DeleteRolePolicy', RoleName: role, PolicyName: name });
  return names;
}

// The Query protocol by hand: the local AWS verifies no signature of its account's root.
async function iam({ aws }: Rig, parameters: Readonly<Record<string, string>>): Promise<string> {
  const scope = `${aws.env['AWS_ACCESS_KEY_ID'] ?? ''}/20260101/us-east-1/iam/aws4_request`;
  const answer = await fetch(aws.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ ...parameters, Version: '2010-05-08' }).toString(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`IAM refuses ${parameters['Action'] ?? ''}: ${text}`);
  return text;
}
