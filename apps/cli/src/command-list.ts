import type { Command } from './command.ts';

interface Entry {
  readonly summary: string;
  readonly group: string;
  /** Loaded only when it is the one that runs: starting up is most of what a short command costs. */
  readonly load: () => Promise<Command>;
  /** The sub-command that its parent alone means. */
  readonly isDefault?: boolean;
}

const START = 'To start:';
const RUN = 'Runs over the fleet:';
const CATALOG = 'The catalog:';
const CLUSTER = 'A cluster:';
const AUTH = 'Access:';

/** Every command by its words. A file a command in src/commands/ is the whole of it. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  demo: {
    summary: 'show what Roster does, on two made-up fleets in this process',
    group: START,
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  init: {
    summary: 'write a commented fleet file to start from',
    group: START,
    load: async () => (await import('./commands/init.ts')).init,
  },
  discover: {
    summary: 'list the clusters of accounts and Regions, as a clusters file',
    group: START,
    load: async () => (await import('./commands/discover.ts')).discover,
  },
  doctor: {
    summary: 'look at all that a run rests on, and say what to do about what is wrong',
    group: START,
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  bootstrap: {
    summary: "let Roster's two roles into fresh clusters",
    group: START,
    load: async () => (await import('./commands/bootstrap.ts')).bootstrap,
  },
  'catalog push': {
    summary: 'store fleet files as the next revision, and show the difference',
    group: CATALOG,
    load: async () => (await import('./commands/catalog-push.ts')).catalogPush,
  },
  'catalog pull': {
    summary: 'write a revision as a fleet file',
    group: CATALOG,
    load: async () => (await import('./commands/catalog-pull.ts')).catalogPull,
  },
  'catalog diff': {
    summary: 'compare fleet files, or two revisions',
    group: CATALOG,
    load: async () => (await import('./commands/catalog-diff.ts')).catalogDiff,
  },
  'catalog list': {
    summary: 'list the clusters, or the grants and how many clusters each reaches',
    group: CATALOG,
    load: async () => (await import('./commands/catalog-list.ts')).catalogList,
  },
  'catalog revisions': {
    summary: 'list the revisions, the newest first',
    group: CATALOG,
    load: async () => (await import('./commands/catalog-revisions.ts')).catalogRevisions,
  },
  'catalog rollback': {
    summary: 'store the content of an earlier revision as a new one',
    group: CATALOG,
    load: async () => (await import('./commands/catalog-rollback.ts')).catalogRollback,
  },
  plan: {
    summary: 'show what apply would change on each cluster; write to none',
    group: RUN,
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  apply: {
    summary: 'make each cluster grant what the catalog asks for, and prove it',
    group: RUN,
    load: async () => (await import('./commands/apply.ts')).apply,
  },
  verify: {
    summary: 'check that we get into each cluster and that it works',
    group: RUN,
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  'runs list': {
    summary: 'list the runs, the newest first',
    group: RUN,
    isDefault: true,
    load: async () => (await import('./commands/runs-list.ts')).runsList,
  },
  'runs show': {
    summary: 'show what a run found and did, cluster by cluster',
    group: RUN,
    load: async () => (await import('./commands/runs-show.ts')).runsShow,
  },
  'runs watch': {
    summary: 'follow a run that goes on elsewhere, and show what it came to',
    group: RUN,
    load: async () => (await import('./commands/runs-watch.ts')).runsWatch,
  },
  status: {
    summary: 'is the fleet right, since when, and what to do next',
    group: RUN,
    load: async () => (await import('./commands/status.ts')).status,
  },
  hold: {
    summary: 'keep clusters from being written to',
    group: RUN,
    load: async () => (await import('./commands/hold.ts')).hold,
  },
  release: {
    summary: 'end a hold',
    group: RUN,
    load: async () => (await import('./commands/release.ts')).release,
  },
  unlock: {
    summary: 'give back the lease of a run that has died',
    group: RUN,
    load: async () => (await import('./commands/unlock.ts')).unlock,
  },
  why: {
    summary: 'why a principal gets into a cluster, as whom, or why not',
    group: AUTH,
    load: async () => (await import('./commands/why.ts')).why,
  },
  lint: {
    summary: 'read aws-auth manifests as the authenticator would',
    group: AUTH,
    load: async () => (await import('./commands/lint.ts')).lint,
  },
  token: {
    summary: 'print a token for one cluster, as kubectl wants it',
    group: CLUSTER,
    load: async () => (await import('./commands/token.ts')).token,
  },
  kubeconfig: {
    summary: 'put a cluster into a kubeconfig whose user calls roster token',
    group: CLUSTER,
    load: async () => (await import('./commands/kubeconfig.ts')).kubeconfig,
  },
  pods: {
    summary: 'list pods by namespace and name prefix',
    group: CLUSTER,
    load: async () => (await import('./commands/pods.ts')).pods,
  },
  daemonset: {
    summary: 'show a daemonset with its counts and node selector',
    group: CLUSTER,
    load: async () => (await import('./commands/daemonset.ts')).daemonset,
  },
};

/** What a parent of sub-commands is about. */
export const PARENTS: Readonly<Record<string, { readonly summary: string; readonly group: string }>> = {
  catalog: {
    summary: 'what there is and who may do what: push, pull, diff, list, revisions, rollback',
    group: CATALOG,
  },
  runs: { summary: 'what runs found and did: list, show, watch', group: RUN },
};

/** The name of the command that these arguments ask for; undefined for none (help, a typing error). */
export function commandNamed(argv: readonly string[]): string | undefined {
  const [first = '', second = ''] = argv.filter((word) => !word.startsWith('-'));
  if (Object.hasOwn(COMMANDS, first)) return first;
  const both = `${first} ${second}`;
  if (Object.hasOwn(COMMANDS, both)) return both;
  return Object.keys(COMMANDS).find((name) => name.startsWith(`${first} `) && COMMANDS[name]?.isDefault);
}
