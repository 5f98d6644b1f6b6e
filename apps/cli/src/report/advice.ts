import type { OutcomeKind, Standing } from '@roster/access';
import type { Reason } from '@roster/workflow';

/** What to do for each reason of a kind: the compiler misses none. */
type Advice<Kind extends OutcomeKind> = Readonly<Record<Reason<Kind>, string>>;

const BLOCKED: Advice<'blocked'> = {
  held: 'somebody holds it: roster status shows who and why; roster release ends it',
  size: 'aws-auth is too large, or would be: a ConfigMap holds 1 MiB, a snapshot in the journal 380 KB gzipped: make it smaller',
  deleting:
    'somebody has deleted its aws-auth, and a finalizer holds it still: every row goes with it; keep a copy and create it anew',
  admission:
    'the cluster refuses the write (a policy, a webhook, or its own validation): see its message; nothing was written',
  superseded: 'another run took the lease: apply again',
  overtaken: 'somebody else wrote to it meanwhile: plan again, and look at the change',
  shadowed: 'an access entry of the same principal overrides its row: delete one of the two',
  authenticationMode:
    'in mode API nobody reads aws-auth, and Roster writes no access entries yet: nothing was written; take it out of the catalog, and keep its entries by hand',
  immutable:
    'its aws-auth is immutable for ever: replace it (delete it, and at once create it without `immutable`), by a way in that needs no row',
  'own-access': 'the change would take away our own way in: grant our roles, or leave their rows alone',
  'node-rows': 'the change would touch a row that nodes join by: narrow the grant',
  protected:
    'the change would take a protected principal away: take it out of "protected" first, if it is meant',
  'trusted-accounts':
    'the change would make somebody of another account privileged: if it is meant, name that account in "trustedAccounts", and in the stage\'s limits where they name any',
  'grant-rules': 'a grant gives what no grant may give: change the grant (its message says what is wrong)',
  'lint-errors': 'the change would write what roster lint calls an error: change the grant',
  removals:
    'nobody has decided these removals: look at them, and if they are meant: roster apply --expect-removals N (this report names N)',
  'denied-principals':
    'somebody is in "denied" whom Roster never removes (its own roles, protected principals): take them out of it',
  deniedAccount:
    'somebody in "denied" comes in by mapAccounts, without groups: take the account out of it by hand; the message names both',
  deniedEntry:
    'somebody in "denied" has an access entry, which Roster does not write yet: delete it (aws eks delete-access-entry); the message names it',
  uneditable: 'the text of these rows cannot be edited for certain: repair them by hand (roster lint helps)',
  unparseable: 'its aws-auth has a YAML error: repair it by hand (roster lint shows where)',
  'dropped-rows':
    'the document hides or drops rows once it is edited: repair it by hand (roster lint shows where)',
  entry:
    'an access entry of our roles is not as bootstrap makes it: see its message, and put it right by hand',
  row: 'a row of our roles is not as bootstrap makes it: see its message, and put it right by hand',
};

const UNREACHABLE: Advice<'unreachable'> = {
  gone: 'EKS knows no such cluster: take it out of the catalog',
  notActive: 'it is being made or deleted: try again later',
  certificate: 'its certificate is not signed by its own CA, or has expired',
  privateEndpoint: 'its endpoint is private: run from inside of its network',
  throttled: 'AWS or the cluster throttles us: try again with a smaller --concurrency',
  workerNotReady: 'AWS had not made the network of a worker of ours ready: run it again',
  timeout: 'it does not answer in time: is its endpoint open to this network?',
  connection: 'no connection to its endpoint: is it open to this network?',
  serverError: 'it answers with errors: try again later',
  badAnswer:
    'what it answers cannot be used (no Kubernetes answer, too large, or it repeats our token): look at its endpoint and at what stands in front of it',
};

const DENIED: Advice<'denied'> = {
  refused: 'the cluster or AWS refuses our role: see its trust policy and its groups',
  tokenRefused:
    'a way in was there, and the token is refused: see its message; roster doctor --cluster looks which cause it is',
  clock:
    'the token and the clock of the cluster are too far apart: set the clock of this machine right (roster doctor shows by how much)',
  credentials: 'AWS takes these credentials no more: renew them, and run again',
  otherAccount:
    'these credentials belong to another account, and EKS shows an account its own clusters alone: give the cluster its roles in the fleet file',
  noRow:
    'nothing has let our role in so far, and only a row can (mode CONFIG_MAP): roster bootstrap --role with the role that created the cluster adds it',
  noEntry: 'no access entry lets our role in: roster bootstrap --role with the bootstrap role makes it',
};

const UNKNOWN = 'what stands there is not known: run it again, and look at the change';

const FAILED: Advice<'failed'> = {
  lockedOut:
    'none of our roles gets in any more: come in as its creator or by break-glass, and put the rows back',
  admission:
    'the cluster refuses to have the rows put back as they were: see its message, and correct them by hand',
  putBackRefused:
    'what the run wrote made it worse, and nothing of what stood before may come back: see what refuses it, and correct the rows by hand',
  journal: 'our own tables refuse a worker, or are gone: roster doctor shows which',
  badInput: 'a worker could not use what it was given: see its message, and correct the catalog',
  notIn: 'one of our roles was deleted and made again: delete its access entry, and bootstrap it again',
  stillAdministrator:
    'the bootstrap role may still be its administrator: bootstrap it again at once, which takes that away',
  ...{ conflict: UNKNOWN, notYet: UNKNOWN, unsettled: UNKNOWN, throttled: UNKNOWN, timeout: UNKNOWN },
  ...{ connection: UNKNOWN, serverError: UNKNOWN, badAnswer: UNKNOWN, certificate: UNKNOWN },
  ...{ privateEndpoint: UNKNOWN, refused: UNKNOWN, gone: UNKNOWN, credentials: UNKNOWN },
  workerNotReady: UNKNOWN,
  leaseHeld: 'another run may write: run it again once that one has ended',
  stopped: 'the run was stopped: run it again',
  runUnhealthy: 'the run ended with clusters that are not right: run it again',
};

const UNHEALTHY: Advice<'unhealthy'> = {
  after: 'the change is in place, and a check fails since: look at the cluster',
  before: 'a check fails, and failed before the run too: look at the cluster',
};

const ROLLED_BACK: Advice<'rolledBack'> = {
  identityRefused:
    'our role was refused once the change was in place, so it was taken back: find out why, then roster release ends the hold',
  accessReview:
    'an access check failed once the change was in place, so it was taken back: find out why, then roster release ends the hold',
  nodesNotReady:
    'nodes were not Ready once the change was in place, so it was taken back: find out why, then roster release ends the hold',
};

const of = (advice: Readonly<Record<string, string>>, reason: string, unknown: string): string =>
  Object.hasOwn(advice, reason) ? (advice[reason] ?? unknown) : unknown;

/** What somebody can do about a cluster that ended like this; empty where there is nothing to do. */
export function adviceFor(standing: Standing): string {
  switch (standing.kind) {
    case 'inSync':
    case 'healthy':
    case 'changed':
      return '';
    case 'drifted':
      return 'roster apply corrects it';
    case 'blocked':
      return of(BLOCKED, standing.reason, 'a guardrail refuses the change: see its message');
    case 'unreachable':
      return of(UNREACHABLE, standing.reason, 'it cannot be reached: see its message');
    case 'denied':
      return of(DENIED, standing.reason, 'it does not let us in: see its message');
    case 'unhealthy':
      return of(UNHEALTHY, standing.reason, 'a check fails: look at the cluster');
    case 'rolledBack':
      return of(ROLLED_BACK, standing.reason, 'the change was taken back: see why, then roster release');
    case 'failed':
      return of(FAILED, standing.reason, 'an internal error: run it again; if it stays, report it');
    case 'pending':
      return 'the run ended without visiting it, or without recording the visit: run it again';
  }
}
