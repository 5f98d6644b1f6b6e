import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { HolderProcess } from '@roster/reconcile';

/** The processes of this machine. */
export interface Processes {
  /** This one. */
  readonly self: () => HolderProcess;
  /** True where no such process lives any more on this machine; false where that cannot be known. */
  readonly isGone: (process: HolderProcess) => boolean;
}

export const thisMachine: Processes = {
  self: () => ({ host: hostname(), pid: process.pid, started: startOf(process.pid) }),
  isGone: ({ host, pid, started }) => {
    if (host !== hostname()) return false;
    try {
      process.kill(pid, 0);
    } catch (error) {
      // EPERM: it is somebody else's, and lives.
      return error instanceof Error && 'code' in error && error.code === 'ESRCH';
    }
    const now = startOf(pid);
    return now !== '' && started !== '' && now !== started;
  },
};

/** When a process began, in whatever words the system has for it; empty where it says nothing. Numbers are used again. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') return startByPs(pid);
  try {
    // proc_pid_stat(5): starttime is field 22, and the name before it may hold blanks and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return '';
  }
}

function startByPs(pid: number): string {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    timeout: 2000,
  });
  return typeof stdout === 'string' ? stdout.trim() : '';
}
