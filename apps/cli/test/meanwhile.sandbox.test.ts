import { expect, it } from 'vitest';
import { arnOf, clustersFile, DEV, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { user } from './harness.ts';
import { begin } from './process.ts';

const FILES = {
  'fleet/clusters.yaml': clustersFile('one', 'two'),
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};

it('while an apply goes on what only looks works, and what would change the store names that apply', async () => {
  const reached = Promise.withResolvers<undefined>();
  const wait = () => {
    reached.resolve(undefined);
    return new Promise(() => undefined);
  };
  await using sandbox = await startClusters([{ name: 'one', faults: { slowMs: 1 } }, { name: 'two' }], {
    wait,
  });
  await using ann = await user({ files: FILES });
  // The same user at another terminal, in this process: the apply waits for its cluster for seconds alone.
  const XDG_STATE_HOME = `${ann.folder}/none`;
  await using there = await user({ sandbox, files: FILES, env: { XDG_STATE_HOME } });
  expect(await there.run('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
  const roster = () => begin(['apply'], { folder: ann.folder, env: sandbox.env });
  const apply = roster();
  await reached.promise;

  const status = await there.run('status');
  expect(status).toMatchObject({ code: 1, stderr: '' });
  expect(status.stdout).toContain('revision 1');
  expect(await there.run('runs', 'list')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/apply .* open /) as string,
  });
  expect(await there.run('catalog', 'list', 'grants')).toMatchObject({ code: 0 });
  expect(await there.run('catalog', 'diff', '-f', 'fleet')).toMatchObject({ code: 0 });
  expect(await there.run('why', DEV, 'two')).toMatchObject({ code: 1 });
  expect(await there.run('kubeconfig', '--cluster', 'two')).toMatchObject({ code: 0 });

  for (const argv of [['apply'], ['plan'], ['catalog', 'push', 'fleet'], ['hold', 'one', '--reason', 'x']]) {
    const { code, stdout, stderr } = await there.run(...argv);
    expect({ argv, code, stdout }).toEqual({ argv, code: 2, stdout: '' });
    expect(stderr).toMatch(/process \d+ \(roster apply, since 20\S+Z\) has the store in \S+ open/);
    expect(stderr).toContain('Meanwhile these work: status, runs list');
    expect(stderr).not.toContain('XDG_STATE_HOME');
  }
  apply.kill('SIGKILL');
  await apply.ended;
  sandbox.cluster(arnOf('one')).setFaults({});
  expect(await roster().ended).toMatchObject({ code: 0 });
});
