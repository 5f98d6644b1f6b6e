import { stat } from 'node:fs/promises';
import path from 'node:path';

interface From {
  readonly file: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
}

/**
 * The file that kubectl itself would write to: the one given, else of KUBECONFIG the first that exists, else its
 * last, else ~/.kube/config (client-go, PathOptions.GetDefaultFilename).
 */
export async function kubeconfigPath(from: From): Promise<string> {
  if (from.file !== undefined) return path.resolve(from.cwd, from.file);
  const files = filesOfKubectl(from);
  for (const file of files) if (await exists(file)) return file;
  return files.at(-1) ?? path.join(from.home, '.kube', 'config');
}

/** The files that kubectl reads without `--kubeconfig`. */
function filesOfKubectl({ env, home, cwd }: From): readonly string[] {
  const listed = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter((one) => one !== '');
  if (listed.length === 0) return [path.join(home, '.kube', 'config')];
  return listed.map((one) => path.resolve(cwd, one));
}

/** The line to try an entry with: `--kubeconfig` stands in it only where kubectl would not read that file anyway. */
export function kubectlLine(from: From, file: string, context: string): string {
  const named = filesOfKubectl(from).includes(file) ? [] : ['--kubeconfig', from.file ?? file];
  return ['kubectl', ...named, '--context', context, 'get', 'nodes'].map(shellWord).join(' ');
}

/** As it is typed in a shell. */
const shellWord = (word: string): string =>
  /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
