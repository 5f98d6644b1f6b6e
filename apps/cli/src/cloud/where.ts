import type { Io } from '../io.ts';
import { flag, setting } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** Where a run goes on. */
export const whereOptions = {
  cloud: flag(
    '--cloud',
    'start the deployed machine and follow it, instead of running here (or ROSTER_CLOUD=1)',
  ),
  local: flag('--local', 'run here, whatever ROSTER_CLOUD says'),
} as const;

export interface Where {
  readonly cloud: boolean;
  readonly local: boolean;
}

/** True when the deployed machine is meant. UsageError where both are. */
export function isCloud(io: Pick<Io, 'env'>, { cloud, local }: Where): boolean {
  if (cloud && local) throw new UsageError('--cloud and --local contradict each other');
  return cloud || (!local && (setting(io.env, 'ROSTER_CLOUD') ?? '0') !== '0');
}
