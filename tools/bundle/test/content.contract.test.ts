import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKERS } from '@roster/workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUDGETS, bundleWorkers } from '../src/index.ts';
import type { Bundle } from '../src/index.ts';

let folder: string;
let bundles: readonly Bundle[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-bundles-'));
  bundles = await bundleWorkers({ out: folder });
});
afterAll(() => rm(folder, { recursive: true }));

const filesOf = (worker: string) => {
  const { inputs } = bundles.find((bundle) => bundle.worker === worker)!;
  return Object.keys(inputs).filter((file) => (inputs[file] ?? 0) > 0);
};

describe.each(WORKERS)('the bundle of %s', (worker) => {
  it('holds no sandbox, no fakes, no embedded store, nothing of tests', () => {
    const foreign =
      /^tools\/|^apps\/cli\/|\/testing\/|\/test\/|\.(test|contract)\.ts$|\/embedded\/|dynalite|level|vitest/;
    expect(filesOf(worker).filter((file) => foreign.test(file))).toEqual([]);
  });

  it('holds no credentials but those of the environment, no locale but English', () => {
    // credential-provider-node is what stands in its place: those of the environment.
    const unused = /credential-provider-(?!env|node)|\/zod\/v4\/locales\/(?!en\.js)|\/undici\//;
    expect(filesOf(worker).filter((file) => unused.test(file))).toEqual([]);
  });

  it('imports nothing but what Node itself brings, and names its source map', async () => {
    const { file, imports } = bundles.find((bundle) => bundle.worker === worker)!;
    expect(imports).toContain('node:https');
    // Importing it loads undici (node-http.ts).
    expect(imports).not.toContain('node:http');
    expect(imports.filter((name) => !isBuiltin(name))).toEqual([]);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/\n\/\/# sourceMappingURL=index\.mjs\.map\n$/);
    expect(text).not.toContain('Dynamic require of');
  });
});

it.each([
  ['plan', ['@aws-sdk/client-dynamodb']],
  ['report', ['@aws-sdk/client-dynamodb']],
  ...['token', 'apply', 'verify'].map((worker) => [
    worker,
    [
      ...['@aws-sdk/client-dynamodb', '@aws-sdk/client-eks', '@aws-sdk/client-sts'],
      ...['@smithy/signature-v4', '@kubernetes/client-node'],
    ],
  ]),
] as [string, string[]][])('the bundle of %s is small by no package that it drops', (worker, packages) => {
  for (const name of packages) {
    expect(
      filesOf(worker).some((file) => file.includes(`node_modules/${name}/`)),
      name,
    ).toBe(true);
  }
});

it('a bundle over its budget fails the build, and is told with what is largest in it', async () => {
  const budgets = { ...BUDGETS, plan: { ...BUDGETS.plan, kilobytes: 100 } };
  await expect(
    bundleWorkers({ out: join(folder, 'over'), workers: ['plan', 'report'], budgets }),
  ).rejects.toThrow(
    /^the bundle of plan has \d+ KB, its budget is 100 KB \(tools\/bundle\/src\/budgets\.ts\); largest: @smithy\/core \d+ KB, .*[^\n]*$/,
  );
});
