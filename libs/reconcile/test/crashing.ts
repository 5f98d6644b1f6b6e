import type { ClusterDeps } from '../src/index.ts';

/** When a call of a port crashes the process: before it does anything, or after it was done and before it is heard of. */
export interface Crash {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Counts the calls of the ports in `calls`, and throws at the one that is asked for, once. */
export function watched(deps: ClusterDeps, crash?: Crash, error = new Error('crash')) {
  const calls: string[] = [];
  const watch = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          const due = crash?.call === calls.push(String(name)) - 1;
          if (due && crash.when === 'before') throw error;
          const result = await (Reflect.apply(member, target, args) as Promise<unknown>);
          if (due) throw error;
          return result;
        };
      },
    });
  const { journal, cloud, clusterApi } = deps;
  const ports = { journal: watch(journal), cloud: watch(cloud), clusterApi: watch(clusterApi) };
  return { calls, deps: { ...deps, ...ports } };
}
