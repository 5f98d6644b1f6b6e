import type { ClusterDeps } from '../src/index.ts';

/** When a call of a port crashes the process: before it does anything, or after it was done and before it is heard of. */
export interface Crash {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Counts the calls of the ports in `calls`, and throws at the one that is asked for, once. */
export function watched(deps: ClusterDeps, crash?: Crash, error = new Error('crash')) {
  const calls: string[] = [];
  const ports = around(deps, async (name, act) => {
    const due = crash?.call === calls.push(name) - 1;
    if (due && crash.when === 'before') throw error;
    const result = await act();
    if (due) throw error;
    return result;
  });
  return { calls, deps: ports };
}

/** Something that happens around one call of a port. */
export interface Disturbance extends Crash {
  readonly what: 'crash' | 'lose' | 'write';
}

type Acts = Readonly<Record<Disturbance['what'], () => void>>;

/** Makes each disturbance happen around the call with its number, once. */
export function disturbed(
  deps: ClusterDeps,
  { disturbances, ...acts }: Acts & { readonly disturbances: readonly Disturbance[] },
): ClusterDeps {
  let count = -1;
  return around(deps, async (_name, act) => {
    const call = (count += 1);
    const due = (when: Crash['when']) => disturbances.filter((one) => one.call === call && one.when === when);
    for (const { what } of due('before')) acts[what]();
    const result = await act();
    for (const { what } of due('after')) acts[what]();
    return result;
  });
}

type Around = (name: string, act: () => Promise<unknown>) => Promise<unknown>;

/** The ports with something done around each of their calls. */
function around(deps: ClusterDeps, each: Around): ClusterDeps {
  const port = <T extends object>(given: T): T =>
    new Proxy(given, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: readonly unknown[]) =>
          each(String(name), () => Reflect.apply(member, target, args) as Promise<unknown>);
      },
    });
  const { journal, cloud, clusterApi } = deps;
  return { ...deps, journal: port(journal), cloud: port(cloud), clusterApi: port(clusterApi) };
}
