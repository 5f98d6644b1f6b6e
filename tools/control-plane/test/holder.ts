import { startControlPlane } from '@roster/control-plane';

// A process that holds a control plane until it is killed.
await startControlPlane({
  clusters: [{ name: 'one', account: '111122223333', region: 'eu-west-1' }],
  dynamodb: false,
});
console.log('up');
setInterval(() => undefined, 1000);
