import type { Principal } from '../arn/index.ts';
import { editAwsAuth } from '../aws-auth/edit.ts';
import { holdsHidden } from '../aws-auth/hidden.ts';
import { readAwsAuth } from '../aws-auth/read.ts';
import {
  canBeginWith,
  hasTemplate,
  isNodeForm,
  RESERVED_PREFIXES,
  type RowAccess,
} from '../privileged/index.ts';

/** What is wrong with what a grant gives, and in which field; the message goes on from the name of the field. */
export interface AccessFault {
  readonly field: 'username' | 'groups';
  /** Which of the groups. */
  readonly index?: number;
  readonly message: string;
}

/**
 * Why no grant may give this access (design.md, "Privileged access"); empty where one may. A grant gives fixed groups,
 * since a session chooses its own name; a username with a template has a fixed prefix, and not a reserved one, except
 * the node form. Nothing may be invisible, and `lint` must call no error what would be written. Whether the principal
 * may be privileged is not judged here: see the guardrail `trusted-accounts`.
 */
export function accessFaults(access: RowAccess, kind: Principal['kind']): readonly AccessFault[] {
  const own = [
    ...usernameFaults(access).map((message): AccessFault => ({ field: 'username', message })),
    ...access.groups.flatMap((group, index) =>
      groupFaults(group).map((message): AccessFault => ({ field: 'groups', index, message })),
    ),
  ];
  return own.length > 0 ? own : lintFaults(access, kind);
}

/** A fault as a sentence that names the text: JSON, so that what is invisible in it can be seen. */
export function faultText(
  { username, groups }: RowAccess,
  { field, index = 0, message }: AccessFault,
): string {
  const [name, text] = field === 'username' ? ['username', username] : ['group', groups[index] ?? ''];
  return `the ${name} ${JSON.stringify(text)} ${message}`;
}

const INVISIBLE = 'must not hold control characters or invisible ones';

function usernameFaults(access: RowAccess): readonly string[] {
  const { username } = access;
  if (holdsHidden(username)) return [INVISIBLE];
  if (!hasTemplate(username) || isNodeForm(access)) return [];
  if (username.slice(0, username.indexOf('{{')).trim() === '') {
    return ['must begin with a fixed text, such as admin:{{SessionName}}: a session chooses its own name'];
  }
  const prefix = RESERVED_PREFIXES.find((one) => canBeginWith(username, one));
  if (prefix === undefined) return [];
  return [
    `must not hold a template where it can begin with the reserved prefix ${prefix} (nodes have the exact node form)`,
  ];
}

function groupFaults(group: string): readonly string[] {
  if (holdsHidden(group)) return [INVISIBLE];
  if (/[{}]/.test(group))
    return ['must not hold a template: a session chooses its own name, and so its group'];
  return [];
}

/** What `lint` calls an error in the row as it would be written, at the groups that are wrong by themselves. */
function lintFaults({ username, groups }: RowAccess, kind: Principal['kind']): readonly AccessFault[] {
  const errors = lintErrors({ username, groups }, kind);
  if (errors.length === 0) return [];
  const ofGroups = groups.flatMap((group, index) =>
    lintErrors({ username: 'someone', groups: [group] }, kind).map((message): AccessFault => ({
      field: 'groups',
      index,
      message,
    })),
  );
  return ofGroups.length > 0 ? ofGroups : errors.map((message) => ({ field: 'username', message }));
}

const SAMPLES: Readonly<Record<Principal['kind'], string>> = {
  role: 'arn:aws:iam::111122223333:role/someone',
  user: 'arn:aws:iam::111122223333:user/someone',
  root: 'arn:aws:iam::111122223333:root',
  'federated-user': 'arn:aws:sts::111122223333:federated-user/someone',
};

function lintErrors({ username, groups }: RowAccess, kind: Principal['kind']): readonly string[] {
  const list = kind === 'role' ? 'mapRoles' : 'mapUsers';
  const mapping = { arn: SAMPLES[kind], username, groups };
  const data = editAwsAuth({}, [{ op: 'put', principal: mapping.arn, list, mapping }]);
  return readAwsAuth(data).problems.flatMap(({ severity, message }) =>
    severity === 'error' ? [`is an error to lint: ${message}`] : [],
  );
}
