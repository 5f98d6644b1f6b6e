import { defineConfig } from 'vitest/config';

// A lane is told by the end of a file's name: `*.test.ts` unit, `*.contract.test.ts`, `*.sandbox.test.ts`,
// `*.infra.test.ts`, `*.deployment.test.ts`, `*.control-plane.test.ts`.
const everywhere = ['{apps,libs,tools,infra}/**/*'];
const exclude = ['**/node_modules/**', '**/dist/**'];
const named = (ending: string) => everywhere.map((pattern) => `${pattern}${ending}`);
const lanes = ['contract', 'sandbox', 'infra', 'deployment', 'control-plane'];
const others = lanes.map((lane) => `.${lane}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: named('.test.ts'),
          exclude: [...exclude, ...others.flatMap(named)],
          setupFiles: ['./tools/workspace/no-network.ts'],
          // Properties over thousands of cases take seconds, and more on a machine that does other work too.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: named('.contract.test.ts'),
          exclude,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'sandbox',
          include: named('.sandbox.test.ts'),
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'infra',
          include: named('.infra.test.ts'),
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'deployment',
          include: named('.deployment.test.ts'),
          exclude,
          // An emulator, its workers and the CDK CLI share two cores.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'control-plane',
          include: named('.control-plane.test.ts'),
          exclude,
          globalSetup: ['./tools/control-plane/src/programs/before-tests.ts'],
          // Starting a real cluster takes two cores; and a file has four of them at most, of 0.35 GB each.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
