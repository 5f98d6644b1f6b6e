import type { Environment } from 'aws-cdk-lib';
import type { Stage } from '../src/stage.ts';
import { PLACE } from './synth-stage.ts';

/** One stage for each thing that a stage can be; a place where it needs one. */
export const STAGES: readonly (readonly [name: string, stage: Partial<Stage>, env?: Environment])[] = [
  ['as it comes', {}],
  ['read-only', { readOnly: true }],
  ['stand-by, on replicated tables', { active: false, tables: { existing: 'roster' } }],
  ['with a customer’s key', { customerKey: true }],
  ['with replicas', { replicas: ['eu-central-1'] }, PLACE],
  [
    'with replicas and a customer’s keys',
    {
      replicas: ['eu-central-1'],
      customerKey: { replicaKeys: { 'eu-central-1': 'arn:aws:kms:eu-central-1:999999999999:key/k' } },
    },
    PLACE,
  ],
  [
    'with a network',
    {
      vpc: {
        id: 'vpc-0a1b2c3d',
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        privateSubnetIds: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
      },
    },
  ],
  ['with writers of the catalog', { catalogWriters: ['arn:aws:iam::999999999999:role/FleetPipeline'] }],
  ['with people to tell', { notify: ['platform@example.com'], concurrency: 40 }],
  ['that applies by itself', { schedule: { applyEnabled: true, apply: 'rate(12 hours)' } }],
];
