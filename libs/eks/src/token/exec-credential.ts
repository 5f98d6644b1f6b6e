import type { Token } from '@roster/reconcile';
import { Fault } from '@roster/workflow/faults';

const GROUP = 'client.authentication.k8s.io';
const VERSIONS = ['v1', 'v1beta1'].map((version) => `${GROUP}/${version}`);

/** What kubectl reads from the standard output of an exec plugin. Holds the secret. */
export interface ExecCredential {
  readonly kind: 'ExecCredential';
  readonly apiVersion: string;
  readonly spec: Readonly<Record<string, never>>;
  readonly status: { readonly expirationTimestamp: string; readonly token: string };
}

/**
 * Wraps a token for kubectl. `execInfo` is the text of KUBERNETES_EXEC_INFO, whose apiVersion the answer must follow
 * (facts.md: The token): v1, or v1beta1 which is also the answer when there is none. BadInputFault for another
 * version, or a text that is no JSON.
 */
export function execCredential(token: Token, execInfo?: string): ExecCredential {
  // client-go parses RFC 3339; without fractions it is the form that the AWS CLI gives.
  const expirationTimestamp = token.expiresAt.toISOString().replace(/\.\d+Z$/, 'Z');
  const status = { expirationTimestamp, token: token.reveal() };
  return { kind: 'ExecCredential', apiVersion: versionAsked(execInfo), spec: {}, status };
}

function versionAsked(execInfo: string | undefined): string {
  if (execInfo === undefined || execInfo.trim() === '') return `${GROUP}/v1beta1`;
  const asked = apiVersionOf(execInfo);
  if (asked !== undefined && VERSIONS.includes(asked)) return asked;
  throw new Fault(
    'BadInputFault',
    `KUBERNETES_EXEC_INFO asks for ${asked ?? 'no apiVersion'}, Roster answers in ${VERSIONS.join(' or ')}: ` +
      'set one of them as apiVersion under users[].user.exec in the kubeconfig',
  );
}

function apiVersionOf(execInfo: string): string | undefined {
  try {
    const info: unknown = JSON.parse(execInfo);
    if (typeof info !== 'object' || info === null || !('apiVersion' in info)) return undefined;
    return typeof info.apiVersion === 'string' ? info.apiVersion : undefined;
  } catch {
    throw new Fault('BadInputFault', 'KUBERNETES_EXEC_INFO is no JSON: it is set by kubectl, leave it unset');
  }
}
