import { bench, visit, type Bench } from './bench.ts';
import { BASE, cluster, fleet, grant, OPS, OPS_ROW, row, WRITE } from './fleet.ts';

/** What a run may meet on a cluster: how it comes to be, and with which overrides it runs. */
export interface Case {
  readonly make: () => Bench | Promise<Bench>;
  readonly overrides?: readonly { readonly rule: string; readonly reason: string }[];
  readonly outcome: { readonly kind: string; readonly reason: string };
}

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
  await made.journal.patchStatus(made.door().arn, { owned: [WRITE.toLowerCase()] });
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
      await made.journal.patchStatus(made.door().arn, { owned: [OPS.toLowerCase()] });
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
      await made.journal.releaseLease('20261123T000000Z-test');
      made.door().nodes = READY;
      made.catalog.store(fleet({ grants: [grant({ username: 'operators' })] }));
      return made;
    },
    outcome: changed,
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
