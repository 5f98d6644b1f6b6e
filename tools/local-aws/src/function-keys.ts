import { createHash } from 'node:crypto';

export interface FunctionPlace {
  readonly account: string;
  readonly region: string;
  /** Name of the function, and of its role. */
  readonly name: string;
  readonly role: string;
}

/**
 * The session credentials that ministack gives a function (core/lambda_runtime.py, execution_credentials): so another
 * server, such as the sandbox, can know who calls.
 */
export function functionKeys({ account, region, name, role }: FunctionPlace) {
  const functionArn = `arn:aws:lambda:${region}:${account}:function:${name}`;
  const arn = `arn:aws:iam::${account}:role/${role}`;
  const digest = sha256(`${functionArn}:${arn}`);
  return {
    arn,
    accessKeyId: `ASIA${digest.slice(0, 16).toUpperCase()}`,
    secretAccessKey: sha256(`secret:${digest}`),
    sessionToken: sha256(`token:${digest}`),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
