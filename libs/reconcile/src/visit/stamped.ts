import type { Target } from '@roster/workflow';

/** The target with what a state adds when it ends: the instant, and how many milliseconds it took. */
export function stamped<T extends Target>(target: T, state: string, begun: Date, now: Date): T {
  const timings = { ...(JSON.parse(target.timings) as object), [state]: now.getTime() - begun.getTime() };
  return { ...target, at: now.toISOString(), timings: JSON.stringify(timings) };
}
