import type { Standing } from '@roster/access';

const BLOCKED: Readonly<Record<string, string>> = {
  held: 'somebody holds it: roster status tells who and why; roster release ends it',
  size: 'its document is too large to be kept as a snapshot: make it smaller',
  superseded: 'another run took the lease: apply again',
  overtaken: 'somebody else wrote to it meanwhile: plan again, and look at the change',
  shadowed: 'an access entry of the same principal overrides its row: delete one of the two',
  authenticationMode: 'in mode API nobody reads aws-auth: take the cluster out of the catalog',
  immutable:
    'its aws-auth is immutable for ever: replace it (delete it, and at once create it without `immutable`), by a way in that needs no row',
  'own-access': 'the change would take away our own way in: grant our roles, or leave their rows alone',
  'node-rows': 'the change would touch a row that nodes join by: narrow the grant',
  protected:
    'the change would take a protected principal away: take it out of "protected" first, if it is meant',
  'trusted-accounts':
    'the change would give system:masters to another account: if it is meant, name that in "trustedAccounts", and in the stage\'s limits where they name any',
  unparseable: 'its aws-auth has a YAML error: repair it by hand (roster lint shows where)',
  'dropped-rows':
    'the document hides or drops rows once it is edited: repair it by hand (roster lint shows where)',
};

const UNREACHABLE: Readonly<Record<string, string>> = {
  gone: 'EKS knows no such cluster: take it out of the catalog',
  notActive: 'it is being made or deleted: try again later',
  certificate: 'its certificate is not signed by its own CA, or has expired',
  privateEndpoint: 'its endpoint is private: run from inside of its network',
  throttled: 'AWS or the cluster throttles us: try again with a smaller --concurrency',
  timeout: 'it does not answer in time: is its endpoint open to this network?',
  connection: 'no connection to its endpoint: is it open to this network?',
  serverError: 'it answers with errors: try again later',
};

const DENIED: Readonly<Record<string, string>> = {
  noRow:
    'no row lets our role in, and nothing else can (mode CONFIG_MAP): roster bootstrap --role with the role that created the cluster adds it',
  noEntry: 'no access entry lets our role in: roster bootstrap --role with the bootstrap role makes it',
};

const FAILED: Readonly<Record<string, string>> = {
  lockedOut:
    'none of our roles gets in any more: come in as its creator or by break-glass, and put the rows back',
  journal: 'our own tables refuse a worker, or are gone: roster doctor tells which',
};

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
      return BLOCKED[standing.reason] ?? 'a guardrail refuses the change: see its message';
    case 'unreachable':
      return UNREACHABLE[standing.reason] ?? 'it cannot be reached';
    case 'denied':
      return (
        DENIED[standing.reason] ?? 'the cluster or AWS refuses our role: see its trust policy and its groups'
      );
    case 'unhealthy':
      return standing.reason === 'after'
        ? 'the change is in place, and a check fails since: look at the cluster'
        : 'a check fails, and failed before the run too: look at the cluster';
    case 'rolledBack':
      return 'the change was taken back: find out why, then roster release ends the hold';
    case 'failed':
      return FAILED[standing.reason] ?? 'run it again; an error that stays is one of ours';
    case 'pending':
      return 'the run ended without a word from it: run it again';
  }
}
