import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WORKERS } from '@roster/workflow';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    const stage = { prefix: 'roster', organization: 'o-exampleorg1', ...changed };
    return Template.fromStack(buildStage(new App(), { stage, bundles }).controlPlane);
  } finally {
    rmSync(bundles, { recursive: true });
  }
}

/** An alarm as it stands in a template. */
export interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
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

export function alarmsOf(template: Template): readonly AlarmProperties[] {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as AlarmProperties,
  );
}
