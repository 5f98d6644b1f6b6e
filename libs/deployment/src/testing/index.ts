export {
  deploymentContract,
  playSuite,
  SUITE_MACHINE,
  type DeploymentUnderTest,
} from './deployment.contract.ts';
export { FakeDeployment, type Deployed, type Ending, type Play } from './fake-deployment.ts';
export { serveDeployment } from './serve-deployment.ts';
