export { createAwsClock, type AwsClock } from './aws-clock.ts';
export { errorWord, networkFault } from './network-fault.ts';
export { proxyEnv, type Environment } from './proxy.ts';
