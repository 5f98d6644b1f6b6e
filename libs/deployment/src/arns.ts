import { partitionOfRegion } from '@roster/access';
import { machineName, type MachineName } from '@roster/workflow/deployment';
import type { DeploymentPlace } from './deployment.ts';

/** ARN of a machine: from its name, the account and the Region, so that nothing has to be listed. */
export function machineArn({ prefix, region, account }: DeploymentPlace, machine: MachineName): string {
  return arn(region, account, `stateMachine:${machineName(prefix, machine)}`);
}

/** ARN of an execution of that name. */
export function executionArn(place: DeploymentPlace, machine: MachineName, name: string): string {
  return arn(place.region, place.account, `execution:${machineName(place.prefix, machine)}:${name}`);
}

const arn = (region: string, account: string, resource: string): string =>
  `arn:${partitionOfRegion(region)}:states:${region}:${account}:${resource}`;
