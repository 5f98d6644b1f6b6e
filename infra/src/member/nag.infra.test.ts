import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { BootstrapStack, MemberStack } from './index.ts';

const outdir = mkdtempSync(path.join(tmpdir(), 'roster-member-'));
afterAll(() => rmSync(outdir, { recursive: true }));

interface Report {
  readonly pluginName: string;
  readonly violations: readonly unknown[];
  readonly suppressedViolations: readonly { readonly reason: string }[];
}

it('the member stacks pass the AwsSolutions pack of cdk-nag, what is wide with its reason', () => {
  const app = createApp({ outdir, analyticsReporting: false });
  new MemberStack(app, 'roles');
  new BootstrapStack(app, 'bootstrap');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  const text = readFileSync(path.join(outdir, 'validation-report.json'), 'utf8');
  const { pluginReports } = JSON.parse(text) as { readonly pluginReports: readonly Report[] };
  const nag = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
  expect(nag?.violations).toEqual([]);
  expect(nag?.suppressedViolations.length).toBeGreaterThan(0);
  for (const { reason } of nag?.suppressedViolations ?? []) expect(reason).not.toBe('');
});
