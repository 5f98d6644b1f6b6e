import { Fault } from '@roster/workflow/faults';
import type { Environment } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';
import { checkedKeys, environmentKeys, type NamedProfile } from './environment.ts';
import type { Section, SharedFiles } from './shared-files.ts';

/** Where credentials come from. `of` names it in messages. */
export type Source = { readonly of: string } & (
  | { readonly kind: 'keys'; readonly keys: Credentials }
  | ({ readonly kind: 'role'; readonly by: Source } & ProfileRole)
  | { readonly kind: 'webIdentity'; readonly file: string; readonly role: string; readonly session?: string }
  | { readonly kind: 'process'; readonly command: string }
  | ({ readonly kind: 'sso'; readonly profile: string } & SsoSettings)
  /** What the SDK resolves by itself for a profile: `login_session`, and roles taken by the role of a machine. */
  | { readonly kind: 'sdk'; readonly profile: string; readonly advice: string }
  /** The role of a container or an instance, where there is one. */
  | { readonly kind: 'machine'; readonly advice: string }
);

export interface ProfileRole {
  readonly role: string;
  readonly session?: string;
  readonly externalId?: string;
  readonly seconds?: number;
}

export interface SsoSettings {
  readonly ssoStartUrl: string;
  readonly ssoRegion: string;
  readonly ssoAccountId: string;
  readonly ssoRoleName: string;
  readonly ssoSession?: string;
  /** The shared files, by the SDK's names for them. */
  readonly configFilepath: string;
  readonly filepath: string;
}

export interface Places {
  readonly env: Environment;
  readonly files: SharedFiles;
  readonly named: NamedProfile | undefined;
  readonly now: Date;
}

/**
 * Where the caller's credentials come from, in the order of the AWS CLI (botocore, create_credential_resolver): keys in
 * the environment; of the profile a role, a web identity, IAM Identity Center, keys in the credentials file, a login, a
 * process, keys in the configuration file; a container, an instance. A profile that is named must exist, even beside
 * keys. CredentialsFault that says what is missing where the first of them that is set cannot be used.
 */
export function chooseSource(places: Places): Source {
  const { env, named, files, now } = places;
  const name = named?.name ?? 'default';
  const profile = files.profile(name);
  if (named !== undefined && profile === undefined) throw noProfile(named, files);
  const keys = environmentKeys(env, now);
  if (keys !== undefined) return { kind: 'keys', of: 'the keys of AWS_ACCESS_KEY_ID', keys };
  const of = named === undefined ? 'profile default' : `profile ${name} (${named.variable})`;
  const found = inProfile({ name, of, profile: profile ?? {}, isFirst: true, seen: [name] }, places);
  if (found !== undefined) return found;
  const advice = profile === undefined ? nothing(files) : `${of} ${NO_WAY}`;
  return { kind: 'machine', of: 'the role of this container or instance', advice };
}

const NO_WAY =
  'has no keys, role_arn, sso_account_id or credential_process, and no role of a container or instance answers here';

interface Looked {
  readonly name: string;
  readonly of: string;
  readonly profile: Section;
  /** False for a source_profile, to which the variables of a web identity are nothing. */
  readonly isFirst: boolean;
  readonly seen: readonly string[];
}

function inProfile(looked: Looked, places: Places): Source | undefined {
  const { name, of, profile, isFirst } = looked;
  const keyed = profile['aws_access_key_id'] ?? profile['aws_secret_access_key'];
  // A source_profile that has keys is meant for them, or a profile that names itself would never end.
  const takesRole =
    profile['role_arn'] && !profile['web_identity_token_file'] && (isFirst || keyed === undefined);
  if (takesRole) return roleOf(looked, places);
  const web = webIdentity(looked, isFirst ? places.env : {});
  if (web !== undefined) return web;
  if (profile['sso_account_id'] ?? profile['sso_role_name']) return sso(looked, places.files);
  const stored = keysIn(places.files.inCredentials(name), of);
  if (stored !== undefined) return stored;
  if (profile['login_session'])
    return { kind: 'sdk', of, profile: name, advice: `log in: aws login --profile ${name}` };
  const command = profile['credential_process'];
  return command ? { kind: 'process', of, command } : keysIn(profile, of);
}

function roleOf(looked: Looked, places: Places): Source {
  const { of, profile, seen, name } = looked;
  const role = profile['role_arn'] ?? '';
  if (profile['mfa_serial'])
    throw new Fault(
      'CredentialsFault',
      `${of} asks for an MFA code (mfa_serial), for which Roster has no prompt: take its role first, eval "$(aws configure export-credentials --profile ${name} --format env)"`,
    );
  const takes = {
    ...{ kind: 'role' as const, of: `${of}, role ${role}`, role },
    ...(profile['role_session_name'] ? { session: profile['role_session_name'] } : {}),
    ...(profile['external_id'] ? { externalId: profile['external_id'] } : {}),
    ...(/^\d+$/.test(profile['duration_seconds'] ?? '')
      ? { seconds: Number(profile['duration_seconds']) }
      : {}),
  };
  const [source, by] = [profile['source_profile'], profile['credential_source']];
  if (source && by) throw wrong(of, 'has both source_profile and credential_source: keep one of them');
  if (by) return roleByMachine(looked, { takes, by, places });
  if (!source) throw wrong(of, 'has role_arn without source_profile or credential_source: add one of them');
  const its = places.files.profile(source);
  if (its === undefined)
    throw wrong(of, `has source_profile ${source}, which does not exist${existing(places.files)}`);
  const itself = source === name && its['aws_access_key_id'] !== undefined;
  if (seen.includes(source) && !itself)
    throw wrong(of, `comes back to itself by its source_profile: ${[...seen, source].join(', ')}`);
  const next = {
    name: source,
    of: `profile ${source} (source_profile of ${name})`,
    profile: its,
    isFirst: false,
  };
  const found = inProfile({ ...next, seen: [...seen, source] }, places);
  if (found !== undefined) return { ...takes, by: found };
  throw wrong(of, `has source_profile ${source}, which has no credentials of its own`);
}

interface ByMachine {
  readonly takes: ProfileRole & { readonly kind: 'role'; readonly of: string };
  readonly by: string;
  readonly places: Places;
}

function roleByMachine({ of, name }: Looked, { takes, by, places }: ByMachine): Source {
  if (by === 'Ec2InstanceMetadata' || by === 'EcsContainer')
    return {
      kind: 'sdk',
      of,
      profile: name,
      advice: `its credential_source is ${by}, and none answers here`,
    };
  if (by !== 'Environment')
    throw wrong(of, `has credential_source ${by}: it is Environment, Ec2InstanceMetadata or EcsContainer`);
  const keys = environmentKeys(places.env, places.now);
  if (keys === undefined)
    throw wrong(of, 'has credential_source Environment, and AWS_ACCESS_KEY_ID is not set');
  return { ...takes, by: { kind: 'keys', of: 'the keys of AWS_ACCESS_KEY_ID', keys } };
}

function webIdentity({ of, profile }: Looked, env: Environment): Source | undefined {
  const file = env['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? profile['web_identity_token_file'];
  if (!file) return undefined;
  const from = env['AWS_WEB_IDENTITY_TOKEN_FILE'] ? 'AWS_WEB_IDENTITY_TOKEN_FILE' : of;
  const role = env['AWS_ROLE_ARN'] ?? profile['role_arn'];
  if (!role)
    throw wrong(from, 'names a web identity, and neither AWS_ROLE_ARN nor role_arn its role: set one');
  const session = env['AWS_ROLE_SESSION_NAME'] ?? profile['role_session_name'];
  return { kind: 'webIdentity', of: from, file, role, ...(session ? { session } : {}) };
}

function sso({ name, of, profile }: Looked, files: SharedFiles): Source {
  const session = profile['sso_session'];
  const its = session ? files.ssoSession(session) : {};
  if (its === undefined)
    throw wrong(of, `has sso_session ${session ?? ''}, which does not exist in ${files.config}`);
  const all: Section = { ...profile, ...its };
  const missing = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'].filter(
    (key) => !all[key],
  );
  if (missing.length > 0) throw wrong(of, `uses IAM Identity Center and lacks ${missing.join(', ')}: set it`);
  return {
    ...{ kind: 'sso', of, profile: name, configFilepath: files.config, filepath: files.credentials },
    ssoStartUrl: all['sso_start_url'] ?? '',
    ssoRegion: all['sso_region'] ?? '',
    ssoAccountId: all['sso_account_id'] ?? '',
    ssoRoleName: all['sso_role_name'] ?? '',
    ...(session ? { ssoSession: session } : {}),
  };
}

function keysIn(section: Section, of: string): Source | undefined {
  const accessKeyId = section['aws_access_key_id'];
  if (!accessKeyId) return undefined;
  const secretAccessKey = section['aws_secret_access_key'] ?? '';
  const sessionToken = section['aws_security_token'] ?? section['aws_session_token'];
  const names = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'] as const;
  const [id, secret, session] = names.map((key) => `${key} of ${of}`);
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  return { kind: 'keys', of, keys: checkedKeys(keys, [id ?? '', secret ?? '', session ?? '']) };
}

const wrong = (of: string, what: string) => new Fault('CredentialsFault', `${of} ${what}`);

function noProfile({ name, variable }: NamedProfile, files: SharedFiles): Fault {
  return wrong(`profile ${name} (${variable})`, `does not exist${existing(files)}`);
}

const LISTED = 12;

/** `: there are a, b and 3 more in …`. */
function existing({ names, config, credentials }: SharedFiles): string {
  if (names.length === 0) return `: there is no profile in ${config} or ${credentials}`;
  const more = names.length > LISTED ? ` and ${String(names.length - LISTED)} more` : '';
  return `: there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, LISTED).join(', ')}${more} in ${config} and ${credentials}`;
}

function nothing(files: SharedFiles): string {
  return `there are none: AWS_ACCESS_KEY_ID is not set, profile default does not exist${existing(files)}, and no role of a container or instance answers here; log in, or set AWS_PROFILE`;
}
