import { join } from 'node:path';
import type { WorkerName } from '@roster/workflow';
import { Container } from './container.ts';

/** The functions of a deployment: as many processes of each worker as there are events at once. */
export interface Functions {
  invoke(worker: WorkerName, event: unknown): Promise<unknown>;
  /** Everything that they have logged, line by line. */
  lines(): readonly string[];
  stop(): Promise<void>;
}

/** Runs the bundles of `folder`, by the environment of a stage. */
export function startFunctions(folder: string, env: Readonly<Record<string, string>>): Functions {
  const all: Container[] = [];
  const idle = new Map<WorkerName, Container[]>();
  const take = (worker: WorkerName): Container => {
    const waiting = idle.get(worker)?.pop();
    if (waiting !== undefined) return waiting;
    const fresh = new Container({ worker, folder: join(folder, worker), env });
    all.push(fresh);
    return fresh;
  };
  return {
    invoke: async (worker, event) => {
      const container = take(worker);
      try {
        return await container.invoke(event);
      } finally {
        idle.set(worker, [...(idle.get(worker) ?? []), container]);
      }
    },
    lines: () => all.flatMap(({ log }) => log.split('\n').filter(Boolean)),
    stop: async () => {
      await Promise.all(all.map((container) => container.stop()));
    },
  };
}
