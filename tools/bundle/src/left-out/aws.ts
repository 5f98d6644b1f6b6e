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
    why: 'the same of our own search for credentials: it begins where the environment holds no keys',
    file: /\/libs\/eks\/src\/credentials\/choose-source\.ts$/,
    instead: () =>
      "export function chooseSource() { throw new Error('no keys in the environment, where a Lambda has its own'); }",
  },
  {
    why: 'what gets credentials of a source that is no keys is never asked then',
    file: /\/libs\/eks\/src\/credentials\/(?:credentials-of|shared-files)\.ts$/,
    instead: () => 'export function credentialsOf() {}\nexport function readSharedFiles() {}',
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
  {
    // Computed keys might run code, so esbuild keeps every call whose schema has one, with all that it refers to.
    why: 'calls of a client that are not ours: with keys that are plain texts, their schemas can be shaken',
    file: /\/@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_0\.js$/,
    instead: withPlainKeys,
  },
  {
    why: 'of its package.json a client reads its own version alone, for the user agent',
    file: /\/@aws-sdk\/client-[\w-]+\/package\.json$/,
    instead: (source) =>
      `export default ${JSON.stringify({ version: (JSON.parse(source) as { readonly version: string }).version })};`,
  },
];

/** Puts the text in place of each computed key that is a constant of the same file. */
function withPlainKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\]:/g, (key, name: string) => {
    const text = constants.get(name);
    return text === undefined ? key : `${text}:`;
  });
}
