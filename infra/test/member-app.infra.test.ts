import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const APP = path.resolve(import.meta.dirname, '../src/member/main.ts');

let output: string;
beforeAll(async () => {
  output = await mkdtemp(path.join(tmpdir(), 'roster-member-app-'));
});
afterAll(() => rm(output, { recursive: true }));

/** As the CDK CLI runs it: where to, `-c stage=` and what cdk.context.json says stand in the environment. */
function synth(stage: string, context: object) {
  const env = { CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify({ stage, ...context }) };
  return promisify(execFile)(process.execPath, [APP], { env });
}

it('the member app makes the stacks of a stage, which leave open what it does not say', async () => {
  await synth('dev', { organization: 'o-a1b2c3d4e5' });
  const made = (await readdir(output)).filter((name) => name.endsWith('.template.json'));
  expect(made.sort()).toEqual(['roster-dev-bootstrap.template.json', 'roster-dev-member.template.json']);
  const text = await readFile(path.join(output, 'roster-dev-member.template.json'), 'utf8');
  const { Parameters } = JSON.parse(text) as {
    readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  };
  const given = Object.entries(Parameters).map(([name, { Default }]) => [name, Default]);
  expect(Object.fromEntries(given)).toMatchObject({
    ...{ OrganizationId: 'o-a1b2c3d4e5', ReadRoleName: 'RosterRead' },
    // Both stages take the same roles, so either stack lets both in.
    ...{ Prefix: 'roster', SecondPrefix: '', ReadOnlyPrefix: 'roster-dev' },
    ...{ ControlPlaneAccount: undefined, RolesRegion: undefined, EventsRegion: undefined },
  });
});
