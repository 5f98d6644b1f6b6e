import { describe, expect, it } from 'vitest';
import { synthStage } from '../test/synth-stage.ts';
import type { Stage } from './stage.ts';

const REPLICAS = ['eu-central-1'];

describe('a stage that is wrong', () => {
  it('is told all that is wrong with it', () => {
    const stage: Partial<Stage> = {
      prefix: 'Roster',
      organization: 'acme',
      tables: { existing: 'x' },
      replicas: REPLICAS,
      catalogWriters: [],
    };
    expect(() => synthStage(stage)).toThrow(
      'stage Roster: prefix: 3 to 29 small letters, digits and hyphens; ' +
        'organization: acme is no id like o-a1b2c3d4e5; replicas: belong to the stage that owns the tables; ' +
        'catalogWriters: belong to the stage that owns the tables; catalogWriters: name nobody',
    );
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
    const limits = { protected: ['BreakGlass'], overridable: ['dropped-rows'] };
    expect(() => synthStage({ limits })).toThrow(/limits: .*protected\.0: must be the ARN.*overridable\.0/);
    const many = Array.from(
      { length: 80 },
      (_, index) => `arn:aws:iam::999999999999:role/BreakGlass${index}`,
    );
    expect(() => synthStage({ limits: { protected: many } })).toThrow('limits: too long');
  });

  it('is told which replica has no key', () => {
    expect(() => synthStage({ customerKey: true, replicas: REPLICAS })).toThrow(
      'customerKey.replicaKeys: no key for eu-central-1',
    );
  });
});
