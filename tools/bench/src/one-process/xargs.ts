import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** One process a cluster: kubectl reads the ConfigMap, then patches it. */
export interface Xargs {
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** Home of kubectl: its cache of discovery lies there. */
  readonly home: string;
  /** A file `<cluster>.patch` for each. */
  readonly patches: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Took {
  readonly seconds: number;
  /** Of all processes together, user and system. */
  readonly cpuSeconds: number;
}

// What people write in a script, and `times` behind it, whose second line is of all children.
const SCRIPT = `
xargs -n 1 -P "$P" sh -c '
  "$KUBECTL" --context "$0" -n kube-system get configmap aws-auth -o yaml > /dev/null &&
  "$KUBECTL" --context "$0" -n kube-system patch configmap aws-auth --type merge --patch-file "$PATCHES/$0.patch" > /dev/null
' || exit 1
times`;

/** Runs it over those clusters, `width` processes side by side. Error with what was complained of when one fails. */
export async function xargs(of: Xargs, clusters: readonly string[], width: number): Promise<Took> {
  const { kubectl: KUBECTL, kubeconfig: KUBECONFIG, patches: PATCHES, home: HOME } = of;
  const env = { ...of.env, KUBECTL, KUBECONFIG, PATCHES, HOME, P: String(width) };
  const began = performance.now();
  const child = spawn('sh', ['-c', SCRIPT], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const [printed, complaints] = [text(child.stdout), text(child.stderr)];
  child.stdin.end(clusters.join('\n'));
  const [code] = (await once(child, 'exit')) as [number | null];
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`xargs ended with exit code ${String(code)}\n${await complaints}`);
  return { seconds, cpuSeconds: secondsOfChildren(await printed) };
}

/** The second line of `times`, such as `1m2.500000s 0m3.25s`, added up. */
function secondsOfChildren(printed: string): number {
  const last = printed.trim().split('\n').at(-1) ?? '';
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
