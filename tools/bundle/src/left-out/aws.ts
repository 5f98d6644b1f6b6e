import type { LeftOut } from './left-out.ts';

/** What the clients of AWS bring for places that are no Lambda, and for calls that are not ours. */
export const aws: readonly LeftOut[] = [
  {
    // Lambda Developer Guide, "Defined runtime environment variables": the execution role's keys are set there.
    why: 'a Lambda has its keys in the environment: no profiles, SSO, login, processes, containers or instances',
    file: /\/@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    instead: () => "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
  {
    why: 'no call of ours takes or answers an event stream; the module is loaded by the first that does',
    file: /\/@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    instead: () => "throw new Error('event streams are left out of the bundle (tools/bundle/src/left-out)');",
  },
  {
    why: 'endpoint discovery is in no command of ours: each client of DynamoDB makes a cache, which nobody asks',
    file: /\/@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/,
    instead: () => 'export class EndpointCache {}',
  },
];
