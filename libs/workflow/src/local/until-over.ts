import { AsyncLocalStorage } from 'node:async_hooks';
import { Fault } from '../faults.ts';

/** Of the worker that runs: aborted when its state is out of time. */
const running = new AsyncLocalStorage<AbortSignal>();

/** Runs a worker; what it calls can ask whether its state is over. */
export function runUntil<T>(over: AbortSignal, call: () => Promise<T>): Promise<T> {
  return running.run(over, call);
}

/** Aborted when the state whose worker asks is out of time; undefined outside of a local run. */
export const stateIsOver = (): AbortSignal | undefined => running.getStore();

/**
 * A port of which nothing more can be called once the state is out of time: each call is rejected with a TimeoutFault
 * then. So a worker that the engine has given up ends at its next step, as one in Lambda is ended; what it called before
 * ends by the adapter's own timeout. Of the port only methods that return promises are used.
 */
export function untilOver<T extends object>(port: T): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown =>
        stateIsOver()?.aborted
          ? Promise.reject(new Fault('TimeoutFault', `${String(name)}: the state is out of time`))
          : Reflect.apply(member, target, args);
    },
  });
}
