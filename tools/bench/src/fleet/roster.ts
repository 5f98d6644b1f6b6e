import { fileURLToPath } from 'node:url';
import { measureNode, type Usage } from '../process/measure-node.ts';

const BIN = fileURLToPath(new URL('../../../../apps/cli/bin/roster.mjs', import.meta.url));

export interface Home {
  /** Home, working folder and store of the command. */
  readonly folder: string;
  /** Endpoints and keys of AWS. */
  readonly aws: Readonly<Record<string, string>>;
}

/** Runs `roster` as its user does, with the embedded store in that folder. Exit 1 is "differences", and no failure. */
export function roster({ folder, aws }: Home, ...args: readonly string[]): Promise<Usage> {
  const { PATH } = process.env;
  const env = { PATH, HOME: folder, XDG_STATE_HOME: folder, ...aws };
  return measureNode({ script: BIN, args, env, cwd: folder, exits: [0, 1] });
}
