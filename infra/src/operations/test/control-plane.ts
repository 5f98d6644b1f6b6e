import { Template } from 'aws-cdk-lib/assertions';
import { WORKERS } from '@roster/workflow';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUST_SAY, ORGANIZATION } from '../../../test/synth-stage.ts';
import { createApp } from '../../app.ts';
import { buildStage } from '../../build-stage.ts';
import type { Stage } from '../../stage.ts';

/** The control plane of a stage as CloudFormation gets it; what the bundles hold does not matter here. */
export function controlPlane(changed: Partial<Stage> = {}): Template {
  const bundles = mkdtempSync(join(tmpdir(), 'roster-operations-'));
  try {
    for (const worker of WORKERS) {
      mkdirSync(join(bundles, worker));
      writeFileSync(join(bundles, worker, 'index.mjs'), 'export const handler = () => undefined;\n');
    }
    const stage = { prefix: 'roster', organization: ORGANIZATION, ...MUST_SAY, ...changed };
    return Template.fromStack(buildStage(createApp(), { stage, bundles }).controlPlane);
  } finally {
    rmSync(bundles, { recursive: true });
  }
}

/** An alarm as it stands in a template. */
export interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  /** Absent of an alarm that is a part of another. */
  readonly AlarmActions?: readonly unknown[];
  readonly OKActions?: readonly unknown[];
  /** Of an alarm on one metric, as the next two. */
  readonly MetricName?: string;
  readonly Threshold?: number;
  readonly EvaluationPeriods?: number;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: MetricProperties } }[];
}

interface MetricProperties {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** The alarms that notify people. */
export const alarmsOf = (template: Template): readonly AlarmProperties[] => [
  ...metricAlarmsOf(template).filter(({ AlarmActions }) => AlarmActions !== undefined),
  ...propertiesOf(template, 'AWS::CloudWatch::CompositeAlarm'),
];

/** The alarms on metrics, those that are a part of another too. */
export const metricAlarmsOf = (template: Template) => propertiesOf(template, 'AWS::CloudWatch::Alarm');

function propertiesOf(template: Template, type: string): readonly AlarmProperties[] {
  return Object.values(template.findResources(type)).map(({ Properties }) => Properties as AlarmProperties);
}
