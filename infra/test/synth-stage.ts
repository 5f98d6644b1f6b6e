import { Validations, type Environment } from 'aws-cdk-lib';
import { WORKERS } from '@roster/workflow';
import { AwsSolutionsChecks } from 'cdk-nag';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createApp } from '../src/app.ts';
import { buildStage, type BuiltStage } from '../src/build-stage.ts';
import type { Template } from '../src/permissions/template.ts';
import type { Stage } from '../src/stage.ts';

export const ORGANIZATION = 'o-a1b2c3d4e5';
/** A place, where a stage needs one to be synthesised. */
export const PLACE: Environment = { account: '999999999999', region: 'eu-west-1' };

const FLEET = 'arn:aws:iam::999999999999:role';
/** What a stage that writes must say, as short as it can be. */
export const MUST_SAY = {
  limits: { protected: [], trustedAccounts: [], overridable: [] },
  catalogWriters: [`${FLEET}/FleetPipeline`],
  journalWriters: [`${FLEET}/FleetOperator`],
} as const satisfies Partial<Stage>;

const CACHE = path.resolve(
  import.meta.dirname,
  '../../node_modules/.cache/roster-infra',
  String(process.pid),
);

let count = 0;

export interface Synthesised {
  readonly built: BuiltStage;
  readonly state: Template | undefined;
  readonly controlPlane: Template;
  /** Both, as one. */
  readonly both: Template;
  readonly nag: NagReport;
}

/** What cdk-nag's AwsSolutions pack found; what is meant stands under `suppressedViolations`, with its reason. */
export interface NagReport {
  readonly pluginName: string;
  readonly violations: readonly unknown[];
  readonly suppressedViolations: readonly { readonly ruleName: string; readonly reason: string }[];
}

/** The templates of a stage. Its bundles are empty ones. */
export function synthStage(stage: Partial<Stage> = {}, env?: Environment): Synthesised {
  const outdir = path.join(CACHE, `cdk.out-${(count += 1)}`);
  const app = createApp({ outdir, analyticsReporting: false });
  const { limits, ...lists } = MUST_SAY;
  const own = (stage.tables ?? 'own') === 'own' ? lists : {};
  const whole = { prefix: 'roster', organization: ORGANIZATION, limits, ...own, ...stage };
  const built = buildStage(app, {
    stage: whole,
    bundles: emptyBundles(),
    ...(env === undefined ? {} : { env }),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const assembly = app.synth();
  const [state, controlPlane] = [built.state, built.controlPlane].map((stack) =>
    stack === undefined ? undefined : (assembly.getStackByName(stack.stackName).template as Template),
  );
  if (controlPlane === undefined) throw new Error('a stage without a control plane');
  const both = { Resources: { ...state?.Resources, ...controlPlane.Resources } };
  return { built, state, controlPlane, both, nag: nagOf(outdir) };
}

function nagOf(outdir: string): NagReport {
  const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')) as {
    readonly pluginReports: readonly NagReport[];
  };
  const nag = report.pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
  if (nag === undefined) throw new Error('cdk-nag did not run');
  return nag;
}

/** Another content a worker: assets of one content are one asset. */
function emptyBundles(): string {
  const bundles = path.join(CACHE, 'bundles');
  for (const worker of WORKERS) {
    mkdirSync(path.join(bundles, worker), { recursive: true });
    writeFileSync(path.join(bundles, worker, 'index.mjs'), `export const handler = () => '${worker}';\n`);
  }
  return bundles;
}
