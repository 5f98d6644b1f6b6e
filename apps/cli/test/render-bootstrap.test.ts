import { clusterArn } from '@roster/access';
import type { Bootstrapped } from '@roster/reconcile/bootstrap';
import { expect, it } from 'vitest';
import { renderBootstrap } from '../src/bootstrap/render-bootstrap.ts';
import { plain } from '../src/output/paint.ts';

const arnOf = (name: string) => clusterArn({ name, account: '111122223333', region: 'eu-west-1' });

/** What AWS refuses: each request has an id of its own, which the JSON keeps. */
function refused(name: string, more: Partial<Bootstrapped> = {}): Bootstrapped {
  const cluster = arnOf(name);
  const request = `request 6d1f-${name}`;
  return {
    ...{ cluster, mode: 'API', outcome: { kind: 'denied', reason: 'refused' }, steps: [] },
    proofs: { read: 'untried', write: 'untried' },
    message: `${cluster}: eks:CreateAccessEntry: not allowed; look at the role (AccessDeniedException, HTTP 403, ${request})`,
    ...more,
  };
}

it('tells once what it has to say of many clusters, whatever the ids of the requests', () => {
  const text = renderBootstrap(
    ['a', 'b', 'c', 'd'].map((name) => refused(name)),
    plain,
    false,
  );
  const said = text.split('\n').filter((line) => line.startsWith('  '));
  expect(said).toEqual([
    '  4 clusters: eks:CreateAccessEntry: not allowed; look at the role (AccessDeniedException, HTTP 403)',
  ]);
});

it('tells that an administrator was taken away where nothing else could be done', () => {
  const outcome = { kind: 'blocked', reason: 'entry' } as const;
  const text = renderBootstrap(
    [refused('a', { outcome, steps: [{ do: 'takeAwayAdministrator' }] })],
    plain,
    false,
  );
  expect(text).toMatch(/^a .*blocked: entry +took away the administrator that an earlier bootstrap left$/m);
});
