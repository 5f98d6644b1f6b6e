import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Io } from '../io.ts';

export interface RosterCommand {
  readonly command: string;
  /** What stands before the command's own words: the script, where `command` is Node. */
  readonly script: readonly string[];
}

/**
 * How kubectl calls this Roster from anywhere: by its name, if that is what `roster` on the PATH of a shell is, so that
 * an upgrade or another folder breaks no kubeconfig; else by the absolute paths of this Node and this script.
 */
export async function rosterCommand({
  env,
  executable,
}: Pick<Io, 'env' | 'executable'>): Promise<RosterCommand> {
  const self = await realpath(executable.script);
  for (const folder of foldersOf(env)) {
    const found = await realpath(path.join(folder, 'roster')).catch(() => undefined);
    // The first one is what a shell would start.
    if (found !== undefined)
      return found === self
        ? { command: 'roster', script: [] }
        : { command: executable.node, script: [executable.script] };
  }
  return { command: executable.node, script: [executable.script] };
}

/** The folders of PATH that a shell has too: npx and npm scripts put node_modules/.bin before them. */
function foldersOf(env: Io['env']): readonly string[] {
  const byNpm = env['npm_config_user_agent'] !== undefined || env['npm_command'] !== undefined;
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return byNpm ? folders.filter((folder) => !/\bnode_modules[/\\]\.bin[/\\]?$/.test(folder)) : folders;
}

/** Whether npx has put this Roster into its cache, which npm may empty. */
export const isInNpxCache = ({ executable }: Pick<Io, 'executable'>): boolean =>
  /[/\\]_npx[/\\]/.test(executable.script);
