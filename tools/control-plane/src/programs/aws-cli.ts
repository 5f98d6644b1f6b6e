import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kept, type Report } from './kept.ts';
import { runProgram } from './run-program.ts';

const REQUIREMENTS = path.resolve(import.meta.dirname, '../../aws-cli/requirements.txt');

/**
 * Path of the AWS CLI (`aws`), from PyPI by version and hash, in a virtual environment of its own. Error that says what
 * to do where there is no Python that can.
 */
export async function awsCli(report?: Report): Promise<string> {
  const requirements = await readFile(REQUIREMENTS, 'utf8');
  const folder = await kept({
    name: 'aws-cli',
    from: [requirements, await pythonVersion(requirements)],
    make: install,
    ...(report === undefined ? {} : { report }),
  });
  return path.join(folder, 'bin', 'aws');
}

async function install(into: string, final: string): Promise<void> {
  await runProgram('python3', { args: ['-m', 'venv', into] });
  // Wheels only: nothing that was downloaded is run in order to install it.
  const safe = ['--require-hashes', '--only-binary=:all:', '--no-deps', '--disable-pip-version-check'];
  const args = ['-m', 'pip', 'install', '--quiet', ...safe, '-r', REQUIREMENTS];
  await runProgram(path.join(into, 'bin', 'python3'), { args });
  // Its first line names the Python of the folder that it was made in.
  const script = path.join(into, 'bin', 'aws');
  await writeFile(script, (await readFile(script, 'utf8')).replaceAll(into, final));
}

/** What Python it is; Error where there is none, or one that is older than the requirements ask for. */
async function pythonVersion(requirements: string): Promise<string> {
  const [, wanted = ''] = /^# python >= (\S+)/m.exec(requirements) ?? [];
  const advice = `The AWS CLI runs on Python ${wanted} or later with its venv module (python3-venv on Debian)`;
  const said = await runProgram('python3', { args: ['-c', ASK] }).catch((error: unknown) => {
    throw new Error(`${advice}. Install it and run the same command again. ${String(error)}`);
  });
  const minor = (version: string) => Number(version.split('.')[1]);
  if (said.startsWith('3.') && minor(said) >= minor(wanted)) return said.trim();
  throw new Error(`${advice}, and this is ${said.trim()}. Update it and run the same command again.`);
}

const ASK = 'import ensurepip, sys, venv; print(sys.version.split()[0], sys.platform)';
