import { awsCli } from '@roster/control-plane/programs';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIG, LIKE_THE_CLI, UNLIKE, type Calls, type SetUp } from './as-aws-cli.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');
const XMLNS = 'https://sts.amazonaws.com/doc/2011-06-15/';
const IDENTITY =
  '<Arn>arn:aws:iam::999999999999:user/ann</Arn><UserId>A</UserId><Account>999999999999</Account>';
const keysOf = (role: string) =>
  `<Credentials><AccessKeyId>ASIA-${role}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
  '<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>';

/** STS on loopback, which knows everybody, and what it has heard: `AssumeRole AKIA… eu-west-1`. */
async function listen() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const asked = new URLSearchParams(body);
      const action = asked.get('Action') ?? '';
      const [, key = '-', region = '-'] =
        /Credential=([^/]+)\/\d+\/([^/]*)/.exec(request.headers.authorization ?? '') ?? [];
      heard.push(`${action} ${key} ${region || '-'}`);
      const role = asked.get('RoleArn')?.split('/').at(-1) ?? '';
      const result = role === '' ? IDENTITY : keysOf(role);
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<${action}Response xmlns="${XMLNS}"><${action}Result>${result}</${action}Result></${action}Response>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { heard, endpoint: `http://127.0.0.1:${String(port)}`, stop };
}

let sts: Awaited<ReturnType<typeof listen>>;
let aws: string;
beforeAll(async () => {
  [sts, aws] = await Promise.all([listen(), awsCli()]);
});
afterAll(() => sts.stop());

/** A home with the table's files, and the environment of a set-up in it. */
async function home({ env, config = CONFIG, credentials = '' }: SetUp) {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-aws-'));
  await mkdir(path.join(folder, '.aws'));
  await writeFile(path.join(folder, '.aws', 'config'), config);
  await writeFile(path.join(folder, '.aws', 'credentials'), credentials);
  await writeFile(path.join(folder, 'token'), 'web-identity');
  const set = Object.entries(env).map(([name, value]) => [name, value.replace('$HOME', folder)]);
  return {
    env: {
      ...{ PATH: process.env['PATH'], HOME: folder, CI: '1', AWS_EC2_METADATA_DISABLED: 'true' },
      ...{ AWS_ENDPOINT_URL_STS: sts.endpoint, XDG_STATE_HOME: path.join(folder, 'state') },
      ...(Object.fromEntries(set) as Record<string, string>),
    },
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** What STS heard of a program, and what it said on its standard error. */
async function calls(program: string, argv: readonly string[], at: { env: object; folder: string }) {
  sts.heard.length = 0;
  const options = { env: at.env as NodeJS.ProcessEnv, cwd: at.folder };
  const running = promisify(execFile)(program, [...argv], options);
  // Nobody is there to type an MFA code.
  running.child.stdin?.end();
  const { stderr } = await running.catch((error: unknown) => error as { readonly stderr: string });
  return { calls: [...sts.heard] satisfies Calls, stderr };
}

const both = async (setUp: SetUp) => {
  await using at = await home(setUp);
  const theirs = await calls(aws, ['sts', 'get-caller-identity'], at);
  // The doctor makes that call, and on a store without a fleet no other.
  const ours = await calls(process.execPath, [SCRIPT, 'doctor'], at);
  return { theirs, ours };
};

describe('roster calls STS as the AWS CLI does', () => {
  it.each(LIKE_THE_CLI.map((setUp) => [setUp.name, setUp] as const))('%s', async (_, setUp) => {
    const { theirs, ours } = await both(setUp);
    expect(theirs.calls).toEqual(setUp.calls);
    expect(ours.calls).toEqual(setUp.calls);
    // No warning of the SDK.
    if (setUp.calls.length > 0) expect(ours.stderr).toBe('');
  });
});

describe('roster does otherwise than version 1 of the AWS CLI', () => {
  it.each(UNLIKE.map((setUp) => [setUp.name, setUp.why, setUp] as const))(
    '%s: %s',
    async (_, _why, setUp) => {
      const { theirs, ours } = await both(setUp);
      expect({ theirs: theirs.calls, ours: ours.calls }).toEqual({ theirs: setUp.calls, ours: setUp.ours });
    },
  );
});
