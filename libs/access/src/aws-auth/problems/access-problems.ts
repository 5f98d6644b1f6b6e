import { fieldsNamed } from '../fields.ts';
import { TEMPLATES } from '../render-templates.ts';
import { holdsHidden, shown } from '../hidden.ts';
import type { InspectedRow } from '../row.ts';
import { PLACEHOLDER } from './arn-problems.ts';
import { lookAlike } from './look-alike.ts';
import { aboutPrivilege, KNOWN_GROUPS } from './privilege-problems.ts';
import type { Say } from './say.ts';

/** Says what is odd about the username and the groups that a row gives. */
export function aboutAccess(row: InspectedRow, say: Say): void {
  const { username, groups, places, node } = row;
  const at = places.username ?? node;
  const faulty = row.faults.some(({ code }) => code === 'username-not-text');
  if (username === '' && !faulty)
    say('warning', 'no-username', `${row.arn} comes in with an empty username`, at);
  if (/\s/.test(username) && !holdsHidden(username))
    say('warning', 'blank-in-username', `the username ${shown(username)} holds a blank`, at);
  if (hasNoGroups(row)) {
    const message = `${row.arn} comes in without groups: only what is bound to its username counts`;
    say('warning', 'no-groups', message, node);
  }
  aboutNodes(row, say);
  aboutPrivilege(row, say);
  const written = places.groups.flatMap(({ node: group }) => group ?? []);
  for (const text of written) aboutGroup(text.value, (...told) => say(...told, text));
  for (const text of [...(places.username === undefined ? [] : [places.username]), ...written]) {
    aboutTemplates(text.value, (...told) => say(...told, text));
  }
  // A group that is not one of the places counts as empty, and is among the row's faults already.
  if (groups.some((group) => group === '') && written.some(({ value }) => value === '')) {
    say('warning', 'empty-group', `${row.arn} comes in with a group without a name`, node);
  }
}

type SayHere = (...told: readonly [Parameters<Say>[0], string, string]) => void;

/** No groups and no `[]` either, with which nobody is surprised. */
function hasNoGroups({ groups, value: map }: InspectedRow): boolean {
  const given = map.type === 'map' ? fieldsNamed(map, 'groups') : [];
  return groups.length === 0 && given.every(({ value }) => value.type === 'null');
}

function aboutNodes({ username, groups, places, node }: InspectedRow, say: Say): void {
  const isNode = username.startsWith('system:node:');
  const at = places.username ?? node;
  if (isNode && groups.includes('system:masters')) {
    say('error', 'node-with-masters', 'every node, and so every pod on it, would be an administrator', at);
  }
  if (!isNode && groups.includes('system:nodes')) {
    const message = 'no node can join with this row: its username must be system:node:{{EC2PrivateDNSName}}';
    say('warning', 'node-username', message, at);
  }
}

function aboutGroup(group: string, say: SayHere): void {
  if (/\s-\s/.test(group)) {
    const message = `the group ${shown(group)} swallowed the dash of the next line, which begins too far right`;
    say('error', 'swallowed-dash', message);
  } else if (/\s/.test(group)) say('error', 'blank-in-group', `the group ${shown(group)} holds a blank`);
  else if (!KNOWN_GROUPS.includes(group)) {
    const meant = lookAlike(group, KNOWN_GROUPS);
    if (meant !== undefined)
      say('error', 'unknown-group', `the group ${shown(group)} gives no right: is ${meant} meant?`);
  }
}

function aboutTemplates(text: string, say: SayHere): void {
  if (!/[{}<$%]/.test(text)) return;
  const rest = text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    TEMPLATES.includes(name) ? '' : whole,
  );
  if (/\{\{|\}\}|\{\s*\w+\s*\}/.test(rest)) {
    const name = /\{+\s*(\w*)/.exec(rest)?.[1] ?? '';
    const meant = lookAlike(name, TEMPLATES);
    const advice = meant === undefined ? '' : `: is {{${meant}}} meant?`;
    say(
      'error',
      'unknown-template',
      `${shown(text)} holds what is no template of the authenticator${advice}`,
    );
  } else if (PLACEHOLDER.test(rest)) {
    say('error', 'placeholder', `${shown(text)} holds a placeholder that nobody filled in`);
  }
}
