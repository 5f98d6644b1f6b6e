import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleWithWebIdentityCommandInput,
  type Credentials as Answered,
  type STSClient,
} from '@aws-sdk/client-sts';
import { Fault } from '@roster/workflow/faults';
import { awsFault } from '../aws-fault.ts';
import type { Credentials } from '../token/credentials.ts';

/** One AssumeRole with its retries must be done by then, in ms. */
export const DEADLINE_MS = 15_000;

/** Assumes a role, by a session of that name, for as long as AWS gives by default: an hour. Throws the faults of the call. */
export function assumeRole(
  client: STSClient,
  { role, session }: { readonly role: string; readonly session: string },
): Promise<Credentials> {
  return takeRole(client, { RoleArn: role, RoleSessionName: session }, `sts:AssumeRole of ${role}`);
}

/** AssumeRole with these settings; `what` names it in faults. */
export function takeRole(
  client: STSClient,
  input: AssumeRoleCommandInput,
  what: string,
): Promise<Credentials> {
  return answered(what, (options) => client.send(new AssumeRoleCommand(input), options));
}

/** AssumeRoleWithWebIdentity, which no keys sign. */
export function takeRoleByToken(
  client: STSClient,
  input: AssumeRoleWithWebIdentityCommandInput,
  what: string,
): Promise<Credentials> {
  return answered(what, (options) => client.send(new AssumeRoleWithWebIdentityCommand(input), options));
}

async function answered(
  what: string,
  call: (options: {
    readonly abortSignal: AbortSignal;
  }) => Promise<{ readonly Credentials?: Answered | undefined }>,
): Promise<Credentials> {
  try {
    const { Credentials: keys } = await call({ abortSignal: AbortSignal.timeout(DEADLINE_MS) });
    if (keys?.AccessKeyId === undefined || keys.SecretAccessKey === undefined) {
      throw new Fault('BadAnswerFault', `${what}: the answer holds no keys`);
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
