import { describe, expect, it } from 'vitest';
import { MUST_SAY, synthStage } from '../test/synth-stage.ts';
import { checkStage } from './check-stage.ts';
import type { Stage } from './stage.ts';

const REPLICAS = ['eu-central-1'];
const NAMED = { prefix: 'roster', organization: 'o-a1b2c3d4e5' };

/** What a stage is refused for, one each. */
function problemsOf(stage: Stage): readonly string[] {
  try {
    checkStage(stage);
    return [];
  } catch (error) {
    return (error as Error).message.replace(`stage ${stage.prefix}: `, '').split('; ');
  }
}

describe('a stage that writes', () => {
  it('says who may push, who may record, and its limits: all that is missing is named together', () => {
    expect(problemsOf(NAMED)).toEqual([
      'catalogWriters: missing: ARNs of who may push',
      'journalWriters: missing: ARNs of who may hold, release, unlock and run from a laptop',
      ...['protected', 'trustedAccounts', 'overridable'].map(
        (name) => `limits.${name}: missing: a stage that writes says it ([] is an answer)`,
      ),
    ]);
    expect(problemsOf({ ...NAMED, ...MUST_SAY })).toEqual([]);
    expect(problemsOf({ ...NAMED, readOnly: true })).toEqual([]);
  });

  it('on the tables of another stage leaves the lists to their owner, and says its limits', () => {
    const stage = { ...NAMED, tables: { existing: 'elsewhere' } };
    expect(problemsOf({ ...stage, limits: MUST_SAY.limits })).toEqual([]);
    expect(problemsOf(stage)).toHaveLength(3);
    expect(problemsOf({ ...stage, ...MUST_SAY })).toEqual(
      ['catalogWriters', 'journalWriters'].map(
        (name) => `${name}: belong to the stage that owns the tables, whose otherDeployments name this one`,
      ),
    );
  });

  it('makes the owner of its tables name the writers, a read-only one too', () => {
    const owner = { ...NAMED, readOnly: true };
    const other = { prefix: 'roster-prod', region: 'eu-west-1' };
    expect(problemsOf({ ...owner, otherDeployments: [{ ...other, readOnly: true }] })).toEqual([]);
    expect(problemsOf({ ...owner, otherDeployments: [other] })).toHaveLength(2);
  });
});

describe('a stage that is wrong', () => {
  it('is told all that is wrong with it', () => {
    const stage: Partial<Stage> = {
      prefix: 'Roster',
      organization: 'acme',
      rolePath: 'roster',
      replicas: REPLICAS,
      customerKey: true,
      catalogWriters: [],
      otherDeployments: [{ prefix: 'roster', region: 'Frankfurt' }],
    };
    expect(() => synthStage(stage)).toThrow(
      'stage Roster: prefix: 3 to 29 small letters, digits and hyphens; ' +
        'organization: acme is no id like o-a1b2c3d4e5; ' +
        'rolePath: roster: begins and ends with a slash, such as /roster/; ' +
        'customerKey.replicaKeys: no key for eu-central-1; catalogWriters: names nobody; ' +
        'otherDeployments: roster in Frankfurt: a prefix and a Region, such as roster in eu-central-1, and the path of its roles',
    );
  });

  it.each([
    'FleetPipeline',
    'arn:aws:sts::999999999999:assumed-role/FleetPipeline/run-1',
    'arn:aws:iam::999999999999:root',
    'arn:aws:iam::999999999999:role/*',
    'arn:aws:iam::999999999999:*',
    '*',
  ])('is told that %s is nobody who writes', (arn) => {
    expect(problemsOf({ ...NAMED, ...MUST_SAY, journalWriters: [arn] })).toEqual([
      `journalWriters: ${arn}: the ARN of an IAM role or user, and of no session of it`,
    ]);
  });

  it.each([
    'arn:aws:iam::999999999999:user/ann',
    'arn:aws-us-gov:iam::999999999999:role/team/FleetPipeline',
    'arn:aws:iam::999999999999:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_FleetOperator_*',
  ])('and that %s is somebody', (arn) => {
    expect(problemsOf({ ...NAMED, ...MUST_SAY, catalogWriters: [arn] })).toEqual([]);
  });

  it('is told what would only fail, or be left out, at its runs', () => {
    const stage: Partial<Stage> = {
      ...{ readOnly: true, schedule: { applyEnabled: true }, concurrency: 0 },
      alarms: { driftHours: 0, quietHours: 200 },
    };
    expect(() => synthStage(stage)).toThrow(
      'stage roster: concurrency: 0 is none that a run takes; ' +
        'schedule.applyEnabled: a read-only stage has no apply machine; ' +
        'alarms.driftHours: 0 is no whole number over 0; ' +
        'alarms.quietHours: CloudWatch looks back 168 hours at most',
    );
  });

  it('is told of limits that no worker would take', () => {
    const limits = { ...MUST_SAY.limits, protected: ['BreakGlass'], overridable: ['dropped-rows'] };
    expect(() => synthStage({ limits })).toThrow(/limits: .*protected\.0: must be the ARN.*overridable\.0/);
    const many = Array.from(
      { length: 80 },
      (_, index) => `arn:aws:iam::999999999999:role/BreakGlass${index}`,
    );
    expect(() => synthStage({ limits: { ...MUST_SAY.limits, protected: many } })).toThrow('limits: too long');
  });
});
