import { deploymentContract, FakeDeployment, playSuite } from '../src/testing/index.ts';

const PLACE = { prefix: 'roster', tables: 'shared', region: 'eu-west-1', account: '999999999999' };

deploymentContract(() => {
  const deployment = new FakeDeployment(PLACE, playSuite);
  return Promise.resolve({
    deployment,
    deploy: (what) => deployment.deploy(what),
    stop: (machine, name) => deployment.stop(machine, name),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
