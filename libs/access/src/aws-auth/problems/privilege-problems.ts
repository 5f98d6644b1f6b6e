import { parsePrincipal } from '../../arn/index.ts';
import { hasTemplate, NODE_GROUPS, privilegeOf, READ_GROUP, WRITE_GROUP } from '../../privileged/index.ts';
import { holdsHidden, shown } from '../hidden.ts';
import { wantsInstance } from '../render-templates.ts';
import type { InspectedRow } from '../row.ts';
import { lookAlike } from './look-alike.ts';
import type { Say } from './say.ts';

/** The groups that a slip is likely to have meant. */
export const KNOWN_GROUPS = ['system:masters', 'system:nodes', 'system:bootstrappers', 'system:node-proxier'];
/** Reserved names that people give to rows every day. */
const USUAL_GROUPS = ['system:masters', READ_GROUP, WRITE_GROUP, ...NODE_GROUPS];
const NODE_NAMES = ['system:node:{{EC2PrivateDNSName}}', 'system:node:{{SessionName}}'];
const RULES = { privilegedGroups: [] };

/**
 * Says which names of a row are more than they look like: hidden characters, names that a session chooses, and names
 * with a reserved prefix (design.md, "Privileged access"). An error where no row that somebody means has it.
 */
export function aboutPrivilege(row: InspectedRow, say: Say): void {
  const { username, places, node } = row;
  const at = places.username ?? node;
  if (holdsHidden(username)) {
    say('error', 'hidden-character', `the username ${shown(username)} holds a hidden character`, at);
  } else if (!NODE_NAMES.includes(username)) aboutUsername(username, (...told) => say(...told, at));
  for (const { text, node: place = node } of places.groups) {
    aboutGroupName(text, (...told) => say(...told, place));
  }
  aboutSession(row, say);
}

type SayHere = (...told: readonly [Parameters<Say>[0], string, string]) => void;

function aboutUsername(username: string, say: SayHere): void {
  const why = privilegeOf({ username, groups: [] }, RULES);
  // Braces without a template are an error already.
  if (why === undefined || (/[{}]/.test(username) && !hasTemplate(username))) return;
  if (hasTemplate(username) && !username.startsWith('system:node:')) {
    say('error', 'template-in-username', `whoever takes the role chooses a reserved name: ${why}`);
  } else {
    const message = `${why}: Kubernetes and AWS reserve it for their own components, and here a principal comes in as one`;
    say('warning', 'reserved-username', message);
  }
}

function aboutGroupName(group: string, say: SayHere): void {
  if (holdsHidden(group)) {
    say('error', 'hidden-character', `the group ${shown(group)} holds a hidden character`);
    return;
  }
  const why = privilegeOf({ username: '', groups: [group] }, RULES);
  if (hasTemplate(group) && why !== undefined) {
    say('error', 'template-in-group', `a template makes this group a privileged one: ${why}`);
  } else if (group.includes('{{SessionName')) {
    const message = `a session chooses its own name, and so its group: ${shown(group)}`;
    say('warning', 'template-in-group', message);
  } else if (why !== undefined && !USUAL_GROUPS.includes(group) && !isSlip(group)) {
    say('warning', 'reserved-group', `${why}: Kubernetes and AWS reserve it for their own components`);
  }
}

/** What is an error already: a blank, a dash that was swallowed, a name that is nearly another. */
function isSlip(group: string): boolean {
  return /\s/.test(group) || lookAlike(group, KNOWN_GROUPS) !== undefined;
}

/** Users have no session, so what needs one refuses them, or stays empty. */
function aboutSession(row: InspectedRow, say: Say): void {
  const { arn, username, groups, places, node } = row;
  const kind = parsePrincipal(arn.toLowerCase())?.kind;
  if (kind === undefined || kind === 'role') return;
  const at = places.username ?? node;
  if (username.startsWith('system:node:') || wantsInstance(row)) {
    const message = 'an IAM user is no node, and has no session that is named after an EC2 instance';
    say('error', 'user-as-node', message, at);
  } else if (/\{\{SessionName(?:Raw)?\}\}/.test([username, ...groups].join('\n'))) {
    say('warning', 'no-session', `${arn} has no session: {{SessionName}} is empty for it`, at);
  }
}
