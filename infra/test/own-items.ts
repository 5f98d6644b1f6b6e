// What each worker writes, written out once more from design.md (Storage): nothing here comes from what makes the
// policies, so that a mistake there is not made twice.

/** A partition of each kind that the journal has or had, and one that it never has. */
export const JOURNAL_PARTITIONS: readonly string[] = [
  ...['RUNS', 'RUN#forged#canary#1#1', 'TASK#forged', 'FINDING#forged', 'HEALTH#forged', 'MESSAGES#forged'],
  ...['WRITING#RUNS', 'WRITING#RUN#forged#canary#1#1', 'WRITING#TASK#forged', 'WRITING#FINDING#forged'],
  ...['WRITING#HEALTH#forged', 'WRITING#MESSAGES#forged', 'WRITING#ACCOUNT#forged'],
  ...['WRITES#forged', 'STATUS', 'LEASE', 'CLUSTER#forged', 'forged'],
];

export const CATALOG_PARTITIONS: readonly string[] = ['CURRENT', 'forged'];

const PUT = ['PutItem', 'TransactWriteItems Put'];
const DELETE = ['DeleteItem', 'TransactWriteItems Delete'];
const MANY = ['BatchWriteItem put', 'BatchWriteItem delete'];
const set = (...names: readonly string[]) => names.map((name) => `UpdateItem ${name}`);

type Own = Readonly<Record<string, readonly string[]>>;

/** By machine and worker, by partition: every write that it may do. */
const OWN: Readonly<Record<string, Own>> = {
  'plan plan': {
    RUNS: [...PUT, ...set('executions')],
    'RUN#forged#canary#1#1': MANY,
    'TASK#forged': MANY,
  },
  'plan token': { 'MESSAGES#forged': PUT },
  'plan apply': {
    'FINDING#forged': PUT,
    'MESSAGES#forged': PUT,
    STATUS: set('driftSince', 'foreign', 'foreignAccess', 'privileged', 'v'),
  },
  'plan verify': { 'HEALTH#forged': PUT, 'MESSAGES#forged': PUT },
  'plan report': { RUNS: set('closed'), STATUS: set('toldForeign', 'v') },
  'apply plan': {
    'WRITING#RUNS': [...PUT, ...set('executions')],
    'WRITING#RUN#forged#canary#1#1': MANY,
    'WRITING#TASK#forged': MANY,
    LEASE: PUT,
  },
  'apply token': { 'WRITING#MESSAGES#forged': PUT },
  'apply apply': {
    'WRITING#FINDING#forged': PUT,
    'WRITING#MESSAGES#forged': PUT,
    'WRITES#forged': [...PUT, ...set('expires')],
    STATUS: [
      ...set('driftSince', 'exclusiveSince', 'foreign', 'foreignAccess', 'hold', 'owned', 'privileged'),
      ...set('v', 'withheld'),
    ],
    LEASE: PUT,
  },
  'apply verify': { 'WRITING#HEALTH#forged': PUT, 'WRITING#MESSAGES#forged': PUT },
  'apply report': {
    'WRITING#RUNS': set('closed'),
    STATUS: set('toldForeign', 'v'),
    LEASE: [...PUT, ...DELETE],
  },
};

/** By worker: every write that is its own, as `letThrough` has it. */
export const OWN_WRITES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(OWN).map(([worker, own]) => [
    worker,
    Object.entries(own)
      .flatMap(([pk, operations]) => operations.map((operation) => `${operation} ${pk}`))
      .sort(),
  ]),
);
