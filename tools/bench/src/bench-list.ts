import type { Bench } from './bench.ts';

/** Every bench by its name; each is loaded only when it is run or described. */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  fleet: async () => (await import('./fleet/fleet.ts')).default,
  'one-process-a-cluster': async () => (await import('./one-process/one-process.ts')).default,
  documents: async () => (await import('./documents/documents.ts')).default,
  workers: async () => (await import('./workers/workers.ts')).default,
  bundles: async () => (await import('./bundles/bundles.ts')).default,
  token: async () => (await import('./token/token.ts')).default,
};
