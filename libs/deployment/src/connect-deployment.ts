import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { awsRequestHandler, configuredEndpoint, type Aws } from '@roster/eks';
import type { Deployment, DeploymentPlace } from './deployment.ts';
import { machines } from './machines.ts';
import { schedules } from './schedules.ts';
import { tables } from './tables.ts';

export interface DeploymentOptions {
  /** Whose own credentials are used. */
  readonly aws: Aws;
  /** `process.env`: endpoints, proxies and certificates, as AWS's tools name them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly place: DeploymentPlace;
}

/** The deployment at that place. Nothing is called before something is asked for. */
export function connectDeployment({ aws, env, place }: DeploymentOptions): Deployment {
  const { region } = place;
  const base = {
    region,
    requestHandler: awsRequestHandler(env),
    maxAttempts: 3,
    credentials: () => aws.credentials({ region, run: 'roster' }),
  };
  return {
    place,
    ...machines(new SFNClient({ ...base, ...configuredEndpoint(env, 'SFN') }), place),
    ...schedules(new SchedulerClient({ ...base, ...configuredEndpoint(env, 'SCHEDULER') }), place),
    ...tables(new DynamoDBClient({ ...base, ...configuredEndpoint(env, 'DYNAMODB') }), place),
  };
}
