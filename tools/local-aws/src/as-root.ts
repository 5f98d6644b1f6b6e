import type { LocalAws } from './start.ts';

/** By which a client signs. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const SERVICES = {
  iam: '2010-05-08',
  sts: '2011-06-15',
  cloudformation: '2010-05-15',
} as const;

/**
 * The answer to a call of the Query protocol by the account's root, whose signature nobody verifies here. `parameters`
 * hold the Action. Error where it is refused.
 */
export async function asRoot(
  { endpoint, region, env }: LocalAws,
  service: keyof typeof SERVICES,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const scope = `${env['AWS_ACCESS_KEY_ID'] ?? ''}/20260101/${region}/${service}/aws4_request`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ ...parameters, Version: SERVICES[service] }).toString(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters['Action'] ?? ''} ended with ${answer.status}: ${text}`);
  return text;
}

const textIn = (xml: string, name: string) => new RegExp(`<${name}>([^<]+)<`).exec(xml)?.[1] ?? '';

/** Keys of a new user with one policy. */
export async function makeUser(aws: LocalAws, name: string, policy: object): Promise<Credentials> {
  await asRoot(aws, 'iam', { Action: 'CreateUser', UserName: name });
  const document = { PolicyName: name, PolicyDocument: JSON.stringify(policy) };
  await asRoot(aws, 'iam', { Action: 'PutUserPolicy', UserName: name, ...document });
  const made = await asRoot(aws, 'iam', { Action: 'CreateAccessKey', UserName: name });
  return { accessKeyId: textIn(made, 'AccessKeyId'), secretAccessKey: textIn(made, 'SecretAccessKey') };
}

/** Credentials of a session of a new role with one policy. `path` begins and ends with a slash. */
export async function makeSession(
  aws: LocalAws,
  { name, path, policy }: { readonly name: string; readonly path: string; readonly policy: object },
): Promise<Credentials> {
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${aws.account}:root` },
      Action: 'sts:AssumeRole',
    },
  };
  const role = { RoleName: name, Path: path, AssumeRolePolicyDocument: JSON.stringify(trust) };
  await asRoot(aws, 'iam', { Action: 'CreateRole', ...role });
  const document = { PolicyName: name, PolicyDocument: JSON.stringify(policy) };
  await asRoot(aws, 'iam', { Action: 'PutRolePolicy', RoleName: name, ...document });
  const made = await asRoot(aws, 'sts', {
    ...{ Action: 'AssumeRole', RoleSessionName: 'a-session' },
    RoleArn: `arn:aws:iam::${aws.account}:role${path}${name}`,
  });
  return {
    accessKeyId: textIn(made, 'AccessKeyId'),
    secretAccessKey: textIn(made, 'SecretAccessKey'),
    sessionToken: textIn(made, 'SessionToken'),
  };
}
