import type { SandboxAccessEntry } from '../options.ts';
import { invalidParameter } from './invalid-parameter.ts';

// EKS user guide, "Create access entries": what a username or a group may not begin with.
const RESERVED_USERNAME = /^(system|eks|aws|amazon|iam):/;
const RESERVED_GROUP = /^system:/;

/** The entry that a CreateAccessEntry asks for. AwsError InvalidParameterException for what EKS refuses. */
export function newEntry(body: Readonly<Record<string, unknown>>): SandboxAccessEntry {
  const { principalArn, kubernetesGroups = [], username, type = 'STANDARD' } = body;
  if (typeof principalArn !== 'string' || !/^arn:[^:]*:iam::\d{12}:(role|user)\/./.test(principalArn)) {
    throw invalidParameter('The specified principalArn is invalid: it must be of an IAM user or role.');
  }
  if (principalArn.includes(':role/aws-service-role/')) {
    throw invalidParameter('The specified principalArn is invalid: it is a service-linked role.');
  }
  if (type !== 'STANDARD') throw invalidParameter('the sandbox knows entries of the type STANDARD alone');
  if (!Array.isArray(kubernetesGroups) || !kubernetesGroups.every((group) => typeof group === 'string')) {
    throw invalidParameter('kubernetesGroups must be a list of texts');
  }
  if (kubernetesGroups.some((group) => RESERVED_GROUP.test(group))) {
    throw invalidParameter('The kubernetes group name starts with an invalid prefix: system:');
  }
  return { principalArn, groups: kubernetesGroups, ...usernameOf(username) };
}

function usernameOf(username: unknown): Pick<SandboxAccessEntry, 'username'> {
  if (username === undefined) return {};
  if (typeof username !== 'string' || username === '' || RESERVED_USERNAME.test(username)) {
    throw invalidParameter('The username is empty, or starts with an invalid prefix.');
  }
  // Or else a session could call itself whatever it likes.
  if (/(^|[^:]){{SessionName(Raw)?}}/.test(username)) {
    throw invalidParameter('In the username a colon must stand before {{SessionName}}.');
  }
  return { username };
}
