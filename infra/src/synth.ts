import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// `npm run synth [-- -c stage=<name>]`: bundles, then the templates of all stages, into dist/cdk.out. It asks nobody
// for anything: no credentials, no network.
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const infra = at('..');
const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');

const own = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
const env = {
  ...Object.fromEntries(own),
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
};

run([at('../../tools/bundle/src/main.ts')]);
run([cdk, 'synth', '--quiet', '--no-lookups', ...process.argv.slice(2)]);

function run(command: readonly string[]): void {
  const { status } = spawnSync(process.execPath, command, { cwd: infra, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 70);
}
