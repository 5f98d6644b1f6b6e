import { homedir } from 'node:os';
import path from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { Environment } from '../network/index.ts';

/** The settings of one section. */
export type Section = Readonly<Record<string, string | undefined>>;

/** What the AWS CLI's two files hold. */
export interface SharedFiles {
  /** Where they are looked for. */
  readonly config: string;
  readonly credentials: string;
  /** The names of all profiles, in the order of the files. */
  readonly names: readonly string[];
  /** A profile of either file; of a setting in both, the credentials file's counts. */
  profile(name: string): Section | undefined;
  /** What of it stands in the credentials file: keys there go before a credential_process, those in the other after. */
  inCredentials(name: string): Section;
  ssoSession(name: string): Section | undefined;
}

/** Reads them anew; a file that is missing, or cannot be read, counts as empty. */
export async function readSharedFiles(env: Environment): Promise<SharedFiles> {
  const home = env['HOME'] || homedir();
  const place = (variable: string, usual: string) =>
    (env[variable] || path.join('~', '.aws', usual)).replace(/^~(?=[/\\]|$)/, home);
  const config = place('AWS_CONFIG_FILE', 'config');
  const credentials = place('AWS_SHARED_CREDENTIALS_FILE', 'credentials');
  const init = { configFilepath: config, filepath: credentials, ignoreCache: true };
  const { configFile, credentialsFile } = await loadSharedConfigFiles(init);
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  const own = (file: Readonly<Record<string, Section>>, name: string) =>
    Object.hasOwn(file, name) ? file[name] : undefined;
  return {
    config,
    credentials,
    names: [...names].filter((name) => !OTHERS.test(name)),
    profile: (name) =>
      names.has(name) ? { ...own(configFile, name), ...own(credentialsFile, name) } : undefined,
    inCredentials: (name) => own(credentialsFile, name) ?? {},
    ssoSession: (name) => own(configFile, `sso-session.${name}`),
  };
}

/** Sections that are no profiles, as the SDK's reader calls them. */
const OTHERS = /^(sso-session|services)\./;
