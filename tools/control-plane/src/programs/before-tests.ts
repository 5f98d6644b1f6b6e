import { awsCli } from './aws-cli.ts';
import { goPrograms } from './go.ts';
import { kubectl } from './kubectl.ts';

/** Vitest's global set-up of the control-plane lane: whatever a test may start is there before the first begins. */
export default async function beforeTests(): Promise<void> {
  await goPrograms();
  await awsCli();
  await kubectl();
}
