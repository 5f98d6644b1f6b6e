import { isFault, readLimits, RunInput } from '@roster/workflow';
import { MOST_QUIET_HOURS } from './operations/quiet-hours.ts';
import type { Stage } from './stage.ts';

/** The longest name made of it is a role's, `<prefix>-apply-schedule-ap-southeast-2`, and IAM takes 64 characters. */
const PREFIX = /^[a-z][a-z0-9-]{1,27}[a-z0-9]$/;

type Problem = readonly [is: boolean, told: string];

/** Throws an Error that names everything that is wrong with a stage, all of it together. */
export function checkStage(stage: Stage): void {
  const problems = [...ofNames(stage), ...ofTables(stage), ...ofRuns(stage), ...ofLimits(stage)].filter(
    ([is]) => is,
  );
  if (problems.length > 0) {
    throw new Error(`stage ${stage.prefix}: ${problems.map(([, told]) => told).join('; ')}`);
  }
}

const ofNames = ({ prefix, organization }: Stage): readonly Problem[] => [
  [!PREFIX.test(prefix), 'prefix: 3 to 29 small letters, digits and hyphens'],
  [!/^o-[a-z0-9]{10,32}$/.test(organization), `organization: ${organization} is no id like o-a1b2c3d4e5`],
];

function ofTables({ replicas = [], customerKey, catalogWriters, tables = 'own' }: Stage): readonly Problem[] {
  const keys = typeof customerKey === 'object' ? customerKey.replicaKeys : {};
  const keyless = customerKey ? replicas.filter((region) => keys[region] === undefined) : [];
  const others = tables !== 'own';
  const owner = 'to the stage that owns the tables';
  return [
    [keyless.length > 0, `customerKey.replicaKeys: no key for ${keyless.join(', ')}`],
    [others && replicas.length > 0, `replicas: belong ${owner}`],
    [others && customerKey !== undefined, `customerKey: belongs ${owner}`],
    [others && catalogWriters !== undefined, `catalogWriters: belong ${owner}`],
    [catalogWriters?.length === 0, 'catalogWriters: name nobody'],
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
