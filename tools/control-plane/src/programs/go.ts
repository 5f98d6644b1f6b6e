import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { kept, type Report } from './kept.ts';
import { runProgram } from './run-program.ts';
import { VERSIONS } from './versions.ts';

/** Absolute paths of what is built from the Go modules of this folder. */
export interface GoPrograms {
  readonly etcd: string;
  readonly kubeApiserver: string;
  readonly awsIamAuthenticator: string;
  readonly parseMap: string;
}

const GO = path.resolve(import.meta.dirname, '../../go');
const VERSION = 'k8s.io/component-base/version';
const [MAJOR = '', MINOR = ''] = VERSIONS.kubernetes.slice(1).split('.');
const STAMPS = Object.entries({
  gitVersion: VERSIONS.kubernetes,
  gitMajor: MAJOR,
  gitMinor: MINOR,
  gitTreeState: 'archive',
  gitCommit: '0'.repeat(40),
  buildDate: '1970-01-01T00:00:00Z',
});
// Only the API server asks for a version; it tells it to every client.
const SERVER_FLAGS = ['-s -w', ...STAMPS.map(([name, value]) => `-X ${VERSION}.${name}=${value}`)].join(' ');
const FLAGS = '-s -w';

interface Module {
  readonly name: string;
  readonly folder: string;
  /** Program to package. */
  readonly packages: Readonly<Record<string, string>>;
  readonly ldflags: string;
  /** Folder of sources of our own. */
  readonly sources?: string;
}

const KUBERNETES: Module = {
  name: 'kubernetes',
  folder: path.join(GO, 'kubernetes'),
  packages: { etcd: 'go.etcd.io/etcd/server/v3', 'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver' },
  ldflags: SERVER_FLAGS,
};
const AUTHENTICATOR: Module = {
  name: 'aws-iam-authenticator',
  folder: path.join(GO, 'authenticator'),
  packages: { 'aws-iam-authenticator': 'sigs.k8s.io/aws-iam-authenticator/cmd/aws-iam-authenticator' },
  ldflags: FLAGS,
};
const PARSE_MAP: Module = {
  name: 'parse-map',
  folder: path.join(GO, 'authenticator'),
  packages: { 'parse-map': './parse-map' },
  ldflags: FLAGS,
  sources: path.join(GO, 'authenticator', 'parse-map'),
};

/**
 * The real control plane's programs, built where this machine has not built them yet (three minutes from nothing).
 * Error that says what to do where there is no Go that can.
 */
export async function goPrograms(report?: Report): Promise<GoPrograms> {
  const version = await goVersion();
  const build = (module: Module) => built(module, version, report);
  // One after the other: the compiler uses every core by itself.
  const kubernetes = await build(KUBERNETES);
  const authenticator = await build(AUTHENTICATOR);
  const parseMap = await build(PARSE_MAP);
  return {
    etcd: path.join(kubernetes, 'etcd'),
    kubeApiserver: path.join(kubernetes, 'kube-apiserver'),
    awsIamAuthenticator: path.join(authenticator, 'aws-iam-authenticator'),
    parseMap: path.join(parseMap, 'parse-map'),
  };
}

async function built(module: Module, version: string, report?: Report): Promise<string> {
  const { name, folder, packages, ldflags, sources } = module;
  const sums = ['go.mod', 'go.sum'].map((file) => readFile(path.join(folder, file), 'utf8'));
  const own = sources === undefined ? [] : await filesOf(sources);
  return kept({
    name,
    from: [version, ldflags, JSON.stringify(packages), ...(await Promise.all(sums)), ...own],
    make: async (into) => {
      const flags = ['-trimpath', '-buildvcs=false', '-ldflags', ldflags];
      for (const [program, from] of Object.entries(packages)) {
        await go(folder, ['build', ...flags, '-o', path.join(into, program), from]);
      }
    },
    ...(report === undefined ? {} : { report }),
  });
}

async function filesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.go')).sort();
  return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
}

function go(cwd: string, args: readonly string[]): Promise<string> {
  // What the modules pin is what is built: nothing is resolved anew, and no other Go is fetched.
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' };
  return runProgram('go', { cwd, args, env });
}

/** What `go version` says; Error where there is none, or one that is older than the modules ask for. */
async function goVersion(): Promise<string> {
  const asked = await Promise.all([KUBERNETES, AUTHENTICATOR].map(({ folder }) => goOf(folder)));
  const wanted = asked.reduce((newest, one) => (isOlder(newest, one) ? one : newest));
  const advice = `The real control plane is built with Go ${wanted.join('.')} or later (https://go.dev/dl)`;
  const said = await go(KUBERNETES.folder, ['version']).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new Error(`${advice}, and there is no go on the PATH. Install it and run the same command again.`);
  });
  const own = numbersOf(/go(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1]);
  if (isOlder(own, wanted)) {
    throw new Error(`${advice}, and this is ${said.trim()}. Update it and run the same command again.`);
  }
  return said.trim();
}

/** The Go version that a module asks for. */
async function goOf(folder: string): Promise<readonly number[]> {
  return numbersOf(/^go (\S+)/m.exec(await readFile(path.join(folder, 'go.mod'), 'utf8'))?.[1]);
}

function numbersOf(version = ''): readonly number[] {
  return version.split('.').map(Number);
}

function isOlder(one: readonly number[], other: readonly number[]): boolean {
  const at = [0, 1, 2].find((index) => (one[index] ?? 0) !== (other[index] ?? 0));
  return at !== undefined && (one[at] ?? 0) < (other[at] ?? 0);
}
