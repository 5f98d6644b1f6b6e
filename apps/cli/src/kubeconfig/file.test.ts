import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { kubeconfigPath, kubectlLine } from './file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'roster-kubeconfig-'));
});
afterEach(() => rm(folder, { recursive: true }));

const from = (more: object) => ({ file: undefined, env: {}, home: '/home/ann', cwd: folder, ...more });
const listed = (...names: readonly string[]) => ({ env: { KUBECONFIG: names.join(path.delimiter) } });

it("is the file given, else kubectl's own choice", async () => {
  await writeFile(path.join(folder, 'there'), '');
  const chosen = (more: object) => kubeconfigPath(from(more));
  expect(await chosen({ file: 'mine', ...listed('there') })).toBe(path.join(folder, 'mine'));
  expect(await chosen(listed('absent', 'there', 'other'))).toBe(path.join(folder, 'there'));
  expect(await chosen(listed('absent', 'last'))).toBe(path.join(folder, 'last'));
  expect(await chosen({})).toBe('/home/ann/.kube/config');
});

it.each<[object, string]>([
  [{}, 'kubectl --context one get nodes'],
  [{ file: '/home/ann/.kube/config' }, 'kubectl --context one get nodes'],
  [{ file: 'my file' }, "kubectl --kubeconfig 'my file' --context one get nodes"],
  [{ file: 'mine', ...listed('other') }, 'kubectl --kubeconfig mine --context one get nodes'],
  [{ file: 'mine', ...listed('other', 'mine') }, 'kubectl --context one get nodes'],
])('the line to try names the file only where kubectl would not find it: %j', async (more, line) => {
  expect(kubectlLine(from(more), await kubeconfigPath(from(more)), 'one')).toBe(line);
});
