import { isFault, readLimits, RunInput } from '@roster/workflow';
import { MOST_QUIET_HOURS } from './operations/quiet-hours.ts';
import { StageError, type Stage } from './stage.ts';

/** The longest name made of it is a role's, `<prefix>-apply-schedule-ap-southeast-2`, and IAM takes 64 characters. */
const PREFIX = /^[a-z][a-z0-9-]{1,27}[a-z0-9]$/;

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d$/;

const ROLE_PATH = /^\/([\w+=,.@-]+\/)*$/;

/** Of a role's session `aws:PrincipalArn` is the role. The account and what follows may hold wildcards, and not be one. */
const WRITER = /^arn:aws[a-z-]*:iam::[\d?*]+:(role|user)\/(?!\*+$)[\w+=,.@/*?-]+$/;

type Problem = readonly [is: boolean, told: string];

/** Throws a StageError that names everything that is wrong with a stage, all of it together. */
export function checkStage(stage: Stage): void {
  const problems = [
    ...ofNames(stage),
    ...missing(stage),
    ...ofTables(stage),
    ...ofRuns(stage),
    ...ofLimits(stage),
  ].filter(([is]) => is);
  if (problems.length > 0) {
    throw new StageError(`stage ${stage.prefix}: ${problems.map(([, told]) => told).join('; ')}`);
  }
}

const ofNames = ({ prefix, organization, rolePath = '/' }: Stage): readonly Problem[] => [
  [!PREFIX.test(prefix), 'prefix: 3 to 29 small letters, digits and hyphens'],
  [!/^o-[a-z0-9]{10,32}$/.test(organization), `organization: ${organization} is no id like o-a1b2c3d4e5`],
  [!ROLE_PATH.test(rolePath), `rolePath: ${rolePath}: begins and ends with a slash, such as /roster/`],
];

/** What a stage that writes to clusters must say, for without it whoever may write the tables decides all of it. */
function missing(stage: Stage): readonly Problem[] {
  const { readOnly = false, limits, tables = 'own', otherDeployments = [] } = stage;
  const writes = !readOnly || (tables === 'own' && otherDeployments.some((other) => other.readOnly !== true));
  const lists = tables === 'own' ? (['catalogWriters', 'journalWriters'] as const) : [];
  const told = {
    catalogWriters: 'who may push',
    journalWriters: 'who may hold, release, unlock and run from a laptop',
  };
  return [
    ...lists.map((name): Problem => [
      writes && stage[name] === undefined,
      `${name}: missing: ARNs of ${told[name]}`,
    ]),
    ...(['protected', 'trustedAccounts', 'overridable'] as const).map((name): Problem => [
      !readOnly && limits?.[name] === undefined,
      `limits.${name}: missing: a stage that writes says it ([] is an answer)`,
    ]),
  ];
}

function ofTables(stage: Stage): readonly Problem[] {
  const { replicas = [], customerKey, tables = 'own', otherDeployments = [] } = stage;
  const keys = typeof customerKey === 'object' ? customerKey.replicaKeys : {};
  const keyless = customerKey ? replicas.filter((region) => keys[region] === undefined) : [];
  const others = tables !== 'own';
  const owner = 'to the stage that owns the tables';
  return [
    [keyless.length > 0, `customerKey.replicaKeys: no key for ${keyless.join(', ')}`],
    [others && replicas.length > 0, `replicas: belong ${owner}`],
    [others && customerKey !== undefined, `customerKey: belongs ${owner}`],
    ...(['catalogWriters', 'journalWriters', 'otherDeployments'] as const).map((name): Problem => [
      others && stage[name] !== undefined,
      `${name}: belong ${owner}, whose otherDeployments name this one`,
    ]),
    ...(['catalogWriters', 'journalWriters'] as const).flatMap((name) => wrongInList(name, stage[name])),
    ...otherDeployments.map(({ prefix, region, rolePath = '/' }): Problem => [
      !PREFIX.test(prefix) || !REGION.test(region) || !ROLE_PATH.test(rolePath),
      `otherDeployments: ${prefix} in ${region}: a prefix and a Region, such as roster in eu-central-1, and the path of its roles`,
    ]),
  ];
}

function wrongInList(name: string, list: readonly string[] | undefined): readonly Problem[] {
  return [
    [list?.length === 0, `${name}: names nobody`],
    ...(list ?? []).map((arn): Problem => [
      !WRITER.test(arn),
      `${name}: ${arn}: the ARN of an IAM role or user, and of no session of it`,
    ]),
  ];
}

/** What the schedules would only be told at each of their runs, or never. */
const ofRuns = ({ concurrency, readOnly, schedule, alarms = {} }: Stage): readonly Problem[] => [
  [
    !RunInput.shape.concurrency.safeParse(concurrency).success,
    `concurrency: ${concurrency} is none that a run takes`,
  ],
  [
    readOnly === true && schedule?.applyEnabled === true,
    'schedule.applyEnabled: a read-only stage has no apply machine',
  ],
  ...Object.entries(alarms).map(([name, value]): Problem => [
    !(Number.isInteger(value) && value > 0),
    `alarms.${name}: ${value} is no whole number over 0`,
  ]),
  [
    (alarms.quietHours ?? 0) > MOST_QUIET_HOURS,
    `alarms.quietHours: CloudWatch looks back ${MOST_QUIET_HOURS} hours at most`,
  ],
];

/** An environment of Lambda's takes 4 KB in all: of that 3 are left to this. */
const LONGEST_LIMITS = 3 * 1024;

function ofLimits({ limits = {} }: Stage): readonly Problem[] {
  const text = JSON.stringify(limits);
  return [
    [Buffer.byteLength(text) > LONGEST_LIMITS, 'limits: too long for the environment of a function (3 KB)'],
    ...wrongIn(text),
  ];
}

function wrongIn(limits: string): readonly Problem[] {
  try {
    readLimits(limits);
    return [];
  } catch (error) {
    if (!isFault(error)) throw error;
    return [[true, error.message]];
  }
}
