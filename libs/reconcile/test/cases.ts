import { bench, visit, type Bench } from './bench.ts';
import { BASE, NODES, OPS, OPS_ROW, WRITE, cluster, fleet, grant, owned, row } from './fleet.ts';

/** What a run may meet on a cluster: how it comes to be, and with which overrides it runs. */
export interface Case {
  readonly make: () => Bench | Promise<Bench>;
  readonly overrides?: readonly { readonly rule: string; readonly reason: string }[];
  readonly expectRemovals?: number;
  readonly outcome: { readonly kind: string; readonly reason: string };
}

const STRANGER = 'arn:aws:iam::666666666666:user/team/Stranger';
const OLD_OPS = row(OPS, 'ops', 'view');
const READY = Array.from({ length: 4 }, (_, index) => ({ name: `n${index}`, ready: true }));

/** After the patch two of four nodes fall: more than may. */
function worse(rows: string | null): Bench {
  const made = bench();
  made.door().nodes = READY;
  if (rows === null) enteredByEntries(made).door().setAwsAuth(null);
  const fall = () => (made.door().nodes = READY.map((node, index) => ({ ...node, ready: index > 1 })));
  for (const call of ['patchAwsAuth', 'createAwsAuth'] as const) {
    made.door().on({ call, when: 'after', times: 1, run: fall });
  }
  return made;
}

function enteredByEntries(made: Bench): Bench {
  const door = made.door();
  door.authenticationMode = 'API_AND_CONFIG_MAP';
  door.accessEntries = [WRITE, WRITE.replace('Write', 'Read')].map((principalArn) => ({
    principalArn,
    groups: ['system:masters'],
  }));
  return made;
}

/** Our own row is removed, with the guardrail passed over: the identity that wrote is refused from then on. */
async function lockedOut(): Promise<Bench> {
  const made = bench(OLD_OPS);
  await made.journal.patchStatus(made.door().arn, { owned: [owned(WRITE)] });
  return made;
}

/** The row of the nodes is ours, no grant asks for it, and its guardrail keeps it. */
async function withNodesOwned(made: Bench): Promise<Bench> {
  await made.journal.patchStatus(made.door().arn, { owned: [owned(NODES, 'nodes')] });
  return made;
}

/** An exclusive cluster with a grant to add, and a stranger that the last look has seen. */
async function exclusive(): Promise<Bench> {
  const access = { arn: STRANGER, username: 'x', groups: ['a', 'b'] };
  const made = bench('', { ownership: [{ clusters: {}, mode: 'exclusive' }] });
  const users = `- userarn: ${STRANGER}\n  username: x\n  groups: [a, b]\n`;
  made.door().setAwsAuth({ mapRoles: BASE, mapUsers: users });
  await made.journal.patchStatus(made.door().arn, { foreignAccess: [access] });
  return made;
}

const changed = { kind: 'changed', reason: '' };

export const CASES: Readonly<Record<string, Case>> = {
  'in sync': { make: () => bench(OPS_ROW), outcome: { kind: 'inSync', reason: '' } },
  'with a row to add': { make: () => bench(), outcome: changed },
  'with a row to replace': { make: () => bench(OLD_OPS), outcome: changed },
  'with a row to remove': {
    make: async () => {
      const made = bench(OPS_ROW, { grants: [] });
      await made.journal.patchStatus(made.door().arn, { owned: [owned(OPS)] });
      return made;
    },
    outcome: changed,
  },
  'with a row to add and one to adopt': {
    make: () =>
      bench(OPS_ROW, {
        grants: [grant(), grant({ name: 'dev', principals: [{ roleName: 'Dev' }], username: 'dev' })],
      }),
    outcome: changed,
  },
  'without a ConfigMap': {
    make: () => {
      const made = enteredByEntries(bench());
      made.door().setAwsAuth(null);
      return made;
    },
    outcome: changed,
  },
  'that is unhealthy after the write': {
    make: () => {
      const checks = {
        daemonSets: [],
        pods: [{ namespace: 'default', namePrefix: 'app', min: 1 }],
        access: [],
      };
      const made = bench('', { clusters: [cluster('one', { checks })] });
      made.door().pods = [{ namespace: 'default', name: 'app-1', ready: true }];
      const gone = () => (made.door().pods = []);
      made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: gone });
      return made;
    },
    outcome: { kind: 'unhealthy', reason: 'after' },
  },
  'that gets worse': { make: () => worse(BASE), outcome: { kind: 'rolledBack', reason: 'nodesNotReady' } },
  'that gets worse, and had no ConfigMap': {
    make: () => worse(null),
    outcome: { kind: 'rolledBack', reason: 'nodesNotReady' },
  },
  'that locks us out': {
    make: lockedOut,
    overrides: [{ rule: 'own-access', reason: 'a test' }],
    outcome: { kind: 'rolledBack', reason: 'identityRefused' },
  },
  'of which a part is withheld': {
    make: () => withNodesOwned(bench()),
    outcome: { kind: 'blocked', reason: 'node-rows' },
  },
  'of which all that differs is withheld': {
    make: () => withNodesOwned(bench(OPS_ROW)),
    outcome: { kind: 'blocked', reason: 'node-rows' },
  },
  'of which a part is withheld, and that gets worse': {
    make: () => withNodesOwned(worse(BASE)),
    outcome: { kind: 'rolledBack', reason: 'nodesNotReady' },
  },
  'of which foreign access goes, as somebody has decided': {
    make: () => exclusive(),
    expectRemovals: 1,
    outcome: changed,
  },
  'of which foreign access would go, and nobody has decided': {
    make: () => exclusive(),
    outcome: { kind: 'blocked', reason: 'removals' },
  },
  'that is held, and on which somebody is denied': {
    make: async () => {
      const made = bench(row(STRANGER, 'admin', 'system:masters'), { denied: [STRANGER] });
      await made.journal.patchStatus(made.door().arn, { hold: { by: 'me', reason: 'look', at: '' } });
      return made;
    },
    outcome: { kind: 'blocked', reason: 'held' },
  },
  'that is held': {
    make: async () => {
      const made = bench();
      await made.journal.patchStatus(made.door().arn, { hold: { by: 'me', reason: 'look', at: '' } });
      return made;
    },
    outcome: { kind: 'blocked', reason: 'held' },
  },
  'held for what its revision no longer asks for': {
    make: async () => {
      const made = worse(BASE);
      await visit(made, { run: '20261123T000000Z-test', execution: 'e0' });
      await made.journal.releaseLease({ run: '20261123T000000Z-test', execution: 'e0' });
      made.door().nodes = READY;
      made.catalog.store(fleet({ grants: [grant({ username: 'operators' })] }));
      return made;
    },
    outcome: changed,
  },
  'whose admission refuses the write': {
    make: () => {
      const made = bench();
      made.door().admission = 'not today';
      return made;
    },
    outcome: { kind: 'blocked', reason: 'admission' },
  },
  'without a permission to write': {
    make: () => {
      const made = bench();
      made.door().bindings = made.door().bindings.filter(({ verbs }) => !verbs.includes('patch'));
      return made;
    },
    outcome: { kind: 'denied', reason: 'refused' },
  },
};
