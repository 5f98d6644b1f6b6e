export { connectDeployment, type DeploymentOptions } from './connect-deployment.ts';
export type * from './deployment.ts';
