import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kept, type Report } from './kept.ts';
import { runProgram } from './run-program.ts';

export interface PythonProgram {
  /** What it is called in the cache, and to a person where there is no Python that can. */
  readonly name: string;
  readonly title: string;
  /** Path of a requirements file by version and hash, which begins with `# python >= 3.N`. */
  readonly requirements: string;
  /** The command, in the environment's `bin`. */
  readonly command: string;
  /** Path of a script that the environment's own Python runs once after the installation, and of what it imports. */
  readonly afterwards?: readonly [script: string, ...imports: string[]];
  readonly report?: Report;
}

/**
 * Path of a command from PyPI, in a virtual environment of its own that is made once a machine. Error that says what to
 * do where there is no Python that can.
 */
export async function pythonProgram(program: PythonProgram): Promise<string> {
  const { name, requirements, command, afterwards = [], report } = program;
  const wanted = await readFile(requirements, 'utf8');
  const scripts = await Promise.all(afterwards.map((file) => readFile(file, 'utf8')));
  const folder = await kept({
    name,
    from: [wanted, await pythonVersion(program.title, wanted), ...scripts],
    make: (into, final) => install(program, into, final),
    ...(report === undefined ? {} : { report }),
  });
  return path.join(folder, 'bin', command);
}

async function install(program: PythonProgram, into: string, final: string): Promise<void> {
  const { requirements, command, afterwards: [script] = [] } = program;
  const python = path.join(into, 'bin', 'python3');
  await runProgram('python3', { args: ['-m', 'venv', into] });
  // Wheels only: nothing that was downloaded is run in order to install it.
  const safe = ['--require-hashes', '--only-binary=:all:', '--no-deps', '--disable-pip-version-check'];
  await runProgram(python, { args: ['-m', 'pip', 'install', '--quiet', ...safe, '-r', requirements] });
  // -B: no compiled modules beside the script.
  if (script !== undefined) await runProgram(python, { args: ['-B', script] });
  // Its first line names the Python of the folder that it was made in.
  const entry = path.join(into, 'bin', command);
  await writeFile(entry, (await readFile(entry, 'utf8')).replaceAll(into, final));
}

/** What Python it is; Error where there is none, or one that is older than the requirements ask for. */
async function pythonVersion(title: string, requirements: string): Promise<string> {
  const [, wanted = ''] = /^# python >= (\S+)/m.exec(requirements) ?? [];
  const advice = `${title} runs on Python ${wanted} or later with its venv module (python3-venv on Debian)`;
  const said = await runProgram('python3', { args: ['-c', ASK] }).catch((error: unknown) => {
    throw new Error(`${advice}. Install it and run the same command again. ${String(error)}`);
  });
  const minor = (version: string) => Number(version.split('.')[1]);
  if (said.startsWith('3.') && minor(said) >= minor(wanted)) return said.trim();
  throw new Error(`${advice}, and this is ${said.trim()}. Update it and run the same command again.`);
}

const ASK = 'import ensurepip, sys, venv; print(sys.version.split()[0], sys.platform)';
