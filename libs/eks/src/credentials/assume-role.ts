import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { Fault } from '@roster/workflow/faults';
import { awsFault } from '../aws-fault.ts';
import type { Credentials } from '../token/credentials.ts';
import type { RoleVisit } from '../visit.ts';
import { sessionName } from './session-name.ts';

/** One AssumeRole with its retries must be done by then, in ms. */
export const DEADLINE_MS = 15_000;

/** Assumes the visit's role for as long as AWS gives by default: an hour. Throws the faults of the call. */
export async function assumeRole(client: STSClient, { role, run }: RoleVisit): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: sessionName(run) });
  const what = `sts:AssumeRole of ${role}`;
  try {
    const { Credentials: keys } = await client.send(command, {
      abortSignal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (keys?.AccessKeyId === undefined || keys.SecretAccessKey === undefined) {
      throw new Fault('ServerFault', `${what}: the answer holds no keys`);
    }
    return {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      ...(keys.SessionToken === undefined ? {} : { sessionToken: keys.SessionToken }),
      ...(keys.Expiration === undefined ? {} : { expiration: keys.Expiration }),
    };
  } catch (error) {
    throw awsFault(error, what);
  }
}
