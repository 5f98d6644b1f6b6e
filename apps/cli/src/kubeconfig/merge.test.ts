import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergeKubeconfig } from './merge.ts';
import type { KubeconfigEntry } from './entry.ts';

const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/payments';
const NAME = `roster/${ARN}`;
const entry = (more: Partial<KubeconfigEntry> = {}): KubeconfigEntry => ({
  cluster: ARN,
  server: 'https://ABC.eks.amazonaws.com',
  certificateAuthority: 'Q0E='.repeat(60),
  exec: { command: '/usr/bin/node', args: ['/opt/roster.mjs', 'token'], env: [] },
  use: false,
  ...more,
});
const THEIRS = `# written by hand
apiVersion: v1
kind: Config
current-context: lab # mine
preferences: {}
clusters:
- cluster:
    certificate-authority-data: ${'TEFC'.repeat(60)}
    server: "https://lab"
  name: lab
contexts:
- context: {cluster: lab, user: me}
  name: lab
users:
- name: me # my own token
  user:
    token: 'abc'
`;
const names = (text: string) => {
  const config = parse(text) as Record<'clusters' | 'users' | 'contexts', { name: string }[]>;
  return [config.clusters, config.contexts, config.users].map((list) => list.map(({ name }) => name));
};

describe('mergeKubeconfig', () => {
  it('starts a file where there is none, with its context current', () => {
    const text = mergeKubeconfig('', entry(), 'config');
    expect(parse(text)).toMatchObject({ kind: 'Config', 'current-context': NAME });
    expect(names(text)).toEqual([[NAME], [NAME], [NAME]]);
  });

  it('keeps every line of the others where it stood', () => {
    const text = mergeKubeconfig(THEIRS, entry(), 'config');
    const lines = text.split('\n');
    const kept = THEIRS.trimEnd().split('\n');
    let at = -1;
    for (const line of kept) {
      at = lines.indexOf(line, at + 1);
      expect(at, line).toBeGreaterThanOrEqual(0);
    }
    expect(names(text)).toEqual([
      ['lab', NAME],
      ['lab', NAME],
      ['me', NAME],
    ]);
    expect(parse(text)).toMatchObject({ 'current-context': 'lab' });
  });

  it('changes nothing when it is done again', () => {
    const once = mergeKubeconfig(THEIRS, entry(), 'config');
    expect(mergeKubeconfig(once, entry(), 'config')).toBe(once);
  });

  it('replaces its own entry, and makes it current when asked to', () => {
    const once = mergeKubeconfig(THEIRS, entry({ alias: 'pay' }), 'config');
    const again = mergeKubeconfig(once, entry({ alias: 'pay', server: 'https://NEW', use: true }), 'config');
    expect(names(again)).toEqual(names(once));
    expect(again).toContain('https://NEW');
    expect(again).not.toContain('https://ABC');
    expect(again).toContain('current-context: pay # mine');
  });

  it.each([
    ['a: [', /cannot be read as YAML \(line 1/],
    ['kind: Pod', /is no kubeconfig/],
    ['- a', /is no kubeconfig/],
    ['kind: Config\n---\nkind: Config', /more than one/],
    [THEIRS.replaceAll('lab', 'pay'), /has a context pay of something else/],
  ])('refuses %j', (text, message) => {
    expect(() => mergeKubeconfig(text, entry({ alias: 'pay' }), 'config')).toThrow(message);
  });
});
