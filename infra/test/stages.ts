import type { Environment } from 'aws-cdk-lib';
import type { Stage } from '../src/stage.ts';
import { PLACE } from './synth-stage.ts';

interface TestStage {
  readonly called: string;
  readonly stage: Partial<Stage>;
  readonly env?: Environment;
}

const replicas = ['eu-central-1'];
const replicaKeys = { 'eu-central-1': 'arn:aws:kms:eu-central-1:999999999999:key/k' };
const vpc = {
  id: 'vpc-0a1b2c3d',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  privateSubnetIds: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
};

/** One stage for each thing that a stage can be; a place where it needs one. */
export const STAGES: readonly TestStage[] = [
  { called: 'as it comes', stage: {} },
  { called: 'read-only', stage: { readOnly: true } },
  { called: 'stand-by, on replicated tables', stage: { active: false, tables: { existing: 'roster' } } },
  { called: 'with a customer’s key', stage: { customerKey: true } },
  { called: 'with replicas', stage: { replicas }, env: PLACE },
  {
    called: 'with replicas and a customer’s keys',
    stage: { replicas, customerKey: { replicaKeys } },
    env: PLACE,
  },
  { called: 'with a network', stage: { vpc } },
  {
    called: 'whose tables other deployments use',
    stage: { otherDeployments: [{ prefix: 'roster', region: 'eu-central-1' }] },
  },
  { called: 'whose roles have a path', stage: { rolePath: '/roster/' } },
  { called: 'with people to tell', stage: { notify: ['platform@example.com'], concurrency: 40 } },
  { called: 'that applies by itself', stage: { schedule: { applyEnabled: true, apply: 'rate(12 hours)' } } },
];
