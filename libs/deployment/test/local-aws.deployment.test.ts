import { connectAws } from '@roster/eks';
import { startLocalAws } from '@roster/local-aws';
import { connectDeployment } from '../src/index.ts';
import { deploymentContract, emulated } from '../src/testing/index.ts';

// The same suite as the fake's, against an emulator that runs state machines.
deploymentContract(async () => {
  const aws = await startLocalAws();
  const { env, region, account, endpoint } = aws;
  const place = { prefix: 'roster', tables: 'shared', region, account };
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const { deploy, stop } = emulated({ endpoint, place, credentials });
  return {
    deployment: connectDeployment({ aws: connectAws({ env, clock: () => new Date() }), env, place }),
    deploy,
    stop,
    [Symbol.asyncDispose]: () => aws.stop(),
  };
});
