export { deploymentContract, playSuite, type DeploymentUnderTest } from './deployment.contract.ts';
export { emulated, type Emulated } from './emulated.ts';
export { FakeDeployment, type Deployed, type Ending, type Play } from './fake-deployment.ts';
export { serveDeployment } from './serve-deployment.ts';
