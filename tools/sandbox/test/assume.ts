import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Keys, Sandbox } from '../src/index.ts';

interface Assumption {
  readonly keys: Keys;
  readonly role: string;
  readonly session: string;
}

/** The keys that STS hands out for a role, through the AWS SDK. */
export async function assume(
  sandbox: Pick<Sandbox, 'env'>,
  { keys, role, session }: Assumption,
): Promise<Keys> {
  const endpoint = sandbox.env['AWS_ENDPOINT_URL_STS']!;
  const sts = new STSClient({ region: sandbox.env['AWS_REGION']!, credentials: { ...keys }, endpoint });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: session }));
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}
