import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import settings from '../cdk.json' with { type: 'json' };
import { createApp } from './app.ts';
import { buildStage } from './build-stage.ts';
import { StageError } from './stage.ts';
import { STAGES } from './stages.ts';

const recommended = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json') as Readonly<
  Record<string, unknown>
>;

describe('the feature flags of CDK', () => {
  /** Where we differ from what aws-cdk-lib recommends. */
  const OWN = { '@aws-cdk/core:target-partitions': ['aws', 'aws-cn', 'aws-us-gov'] };

  it('are all set before the first deployment: a library that knows a new one makes us decide', () => {
    expect(settings.context).toEqual({ ...recommended, ...OWN });
  });

  it('are those of an app of one’s own, unless it says otherwise', () => {
    const flag = '@aws-cdk/aws-iam:minimizePolicies';
    expect(createApp().node.tryGetContext(flag)).toBe(true);
    expect(createApp({ context: { [flag]: false } }).node.tryGetContext(flag)).toBe(false);
  });
});

describe('a stage with placeholders', () => {
  const build = (name: string, account?: string) => () =>
    buildStage(createApp(), {
      stage: STAGES[name]!,
      bundles: path.join(import.meta.dirname, 'no-bundles'),
      ...(account === undefined ? {} : { env: { account, region: 'eu-west-1' } }),
    });

  it('is refused where an account is known, by a line that says what to do', () => {
    expect(build('dev', '999999999999')).toThrow(StageError);
    expect(build('dev', '999999999999')).toThrow(
      /^stage roster-dev: organization: still the placeholders .*aws organizations describe-organization/,
    );
    expect(build('prod', '999999999999')).toThrow(
      /^stage roster: organization, catalogWriters, journalWriters, limits: still the placeholders/,
    );
  });
});

describe.each(['main.ts', 'member/main.ts'])('the app %s, as the CDK CLI runs it', (app) => {
  let output: string;
  beforeAll(async () => {
    output = await mkdtemp(path.join(tmpdir(), 'roster-app-'));
  });
  afterAll(() => rm(output, { recursive: true }));

  const failed = async (context: object, more: Readonly<Record<string, string>> = {}) => {
    const env = { CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context), ...more };
    try {
      await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, app)], { env });
      return { code: 0, stderr: '' };
    } catch (error) {
      const { code, stderr } = error as { readonly code: number; readonly stderr: string };
      return { code, stderr };
    }
  };

  it('says of a wrong stage which there are, in one line', async () => {
    expect(await failed({ stage: 'wrong' })).toEqual({
      code: 1,
      stderr: `no stage 'wrong' in infra/src/stages.ts: give -c stage= one of dev, prod\n`,
    });
  });

  it('refuses the placeholder of the organisation, in one line, where the CLI has credentials', async () => {
    const known = { CDK_DEFAULT_ACCOUNT: '999999999999', CDK_DEFAULT_REGION: 'eu-west-1' };
    const { code, stderr } = await failed({ stage: 'dev' }, known);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^stage roster-dev: organization: still the placeholders [^\n]*\n$/);
  });
});
