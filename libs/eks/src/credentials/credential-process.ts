import { exec } from 'node:child_process';
import { Fault } from '@roster/workflow/faults';
import * as z from 'zod/mini';
import type { Environment } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';
import { checkedKeys } from './environment.ts';

/** What a credential_process prints (AWS SDKs and Tools Reference Guide, process credential provider). */
const Printed = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.nullish(z.string()),
  Expiration: z.nullish(z.string()),
});

interface Process {
  /** What names the profile in messages. */
  readonly of: string;
  readonly command: string;
  readonly env: Environment;
  readonly now: Date;
}

/**
 * Runs a profile's credential_process in a shell, as the AWS SDKs do, and gives what it prints. CredentialsFault says how
 * it failed; never what it printed, which may hold a secret.
 */
export async function processCredentials({ of, command, env, now }: Process): Promise<Credentials> {
  const its = `the credential_process of ${of}`;
  const printed = read(its, await outputOf(its, command, env));
  const { Expiration, SessionToken } = printed;
  const end = Expiration ? new Date(Expiration) : undefined;
  if (Number.isNaN(end?.getTime())) throw refused(its, 'gave an Expiration that is no time');
  if (end !== undefined && end <= now)
    throw refused(its, `gave credentials that ended at ${end.toISOString()}: renew what it takes them from`);
  const keys = {
    ...{ accessKeyId: printed.AccessKeyId, secretAccessKey: printed.SecretAccessKey },
    ...(SessionToken ? { sessionToken: SessionToken } : {}),
    ...(end === undefined ? {} : { expiration: end }),
  };
  return checkedKeys(keys, [
    `the AccessKeyId of ${its}`,
    `the SecretAccessKey of ${its}`,
    `the SessionToken of ${its}`,
  ]);
}

function read(its: string, text: string): z.infer<typeof Printed> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused(its, 'printed something that is no JSON: run it by itself to see what');
  }
  const read = z.safeParse(Printed, json);
  if (read.success) return read.data;
  const keys = read.error.issues.map(({ path }) => path.join('.') || 'an object');
  throw refused(
    its,
    `printed JSON without the right ${[...new Set(keys)].join(', ')}: Version is 1, and keys are texts`,
  );
}

/** What a shell ends with for a program that it does not find, or may not run (POSIX, 2.8.2). */
const NOT_RUN: Readonly<Record<number, string>> = { 126: 'may not be run', 127: 'was not found' };

function outputOf(its: string, command: string, env: Environment): Promise<string> {
  return new Promise((resolve, reject) => {
    exec(command, { env: { ...env } }, (error, stdout) => {
      if (error === null) {
        resolve(stdout);
        return;
      }
      const code = typeof error.code === 'number' ? error.code : undefined;
      const ended =
        code === undefined ? `was ended by ${error.signal ?? 'the system'}` : `ended with ${String(code)}`;
      const why = NOT_RUN[code ?? 0] ?? ended;
      reject(refused(its, `${why}: run it by itself to see why`));
    });
  });
}

const refused = (its: string, what: string) => new Fault('CredentialsFault', `${its} ${what}`);
