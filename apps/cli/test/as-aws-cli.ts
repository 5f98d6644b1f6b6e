/** What STS hears, in order: the action, the access key id and the Region that sign it; empty where nobody calls. */
export type Calls = readonly string[];

/** An environment and shared files, and what the AWS CLI (version 1, as pinned) calls with them. */
export interface SetUp {
  readonly name: string;
  /** `$HOME` is the home folder. */
  readonly env: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly credentials?: string;
  readonly calls: Calls;
}

export interface Unlike extends SetUp {
  readonly ours: Calls;
  readonly why: string;
}

const ROLE = (name: string) => `role_arn = arn:aws:iam::111122223333:role/${name}`;
const KEYS_OF = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = s`;
const printed = (id: string, more = '') => `{"Version":1,"AccessKeyId":"${id}","SecretAccessKey":"s"${more}}`;
const PAST = ',"SessionToken":"t","Expiration":"2020-01-01T00:00:00Z"';

const PROFILES: Readonly<Record<string, readonly string[]>> = {
  keys: [KEYS_OF('AKIAFILE')],
  south: [KEYS_OF('AKIAFILE'), 'region = ap-south-1'],
  role: [ROLE('one'), 'source_profile = keys'],
  ofSouth: [ROLE('one'), 'source_profile = south'],
  north: [ROLE('one'), 'source_profile = south', 'region = eu-north-1'],
  chain: [ROLE('two'), 'source_profile = role'],
  itself: [ROLE('one'), 'source_profile = itself', KEYS_OF('AKIASELF')],
  circle: [ROLE('one'), 'source_profile = circle2'],
  circle2: [ROLE('two'), 'source_profile = circle'],
  ofProcess: [ROLE('one'), 'source_profile = process'],
  both: [KEYS_OF('AKIABOTH'), ROLE('one'), 'source_profile = keys'],
  orphan: [ROLE('one'), 'source_profile = nosuch'],
  bare: [ROLE('one')],
  mfa: [ROLE('one'), 'source_profile = keys', 'mfa_serial = arn:aws:iam::111122223333:mfa/ann'],
  environment: [ROLE('one'), 'credential_source = Environment'],
  half: ['aws_access_key_id = AKIAHALF'],
  empty: ['region = eu-west-3'],
  process: [`credential_process = echo '${printed('AKIAPROC')}'`],
  processAndKeys: [KEYS_OF('AKIAFILE'), `credential_process = echo '${printed('AKIAPROC')}'`],
  failing: ["credential_process = sh -c 'exit 3'"],
  absent: ['credential_process = /nonexistent/helper'],
  nonsense: ['credential_process = echo nonsense'],
  late: [`credential_process = echo '${printed('AKIAPROC', PAST)}'`],
  piped: [`credential_process = echo '${printed('AKIAPIPE')}' | cat`],
  web: [ROLE('web'), 'web_identity_token_file = /nonexistent/token'],
  sso: ['sso_session = corp', 'sso_account_id = 111122223333', 'sso_role_name = Admin'],
  china: ['role_arn = arn:aws-cn:iam::111122223333:role/one', 'source_profile = keys'],
};

export const CONFIG = [
  `[default]\n${KEYS_OF('AKIADEFAULT')}\nregion = eu-central-1`,
  ...Object.entries(PROFILES).map(([name, lines]) => `[profile ${name}]\n${lines.join('\n')}`),
  '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1',
].join('\n\n');

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' };
const IRELAND = { AWS_DEFAULT_REGION: 'eu-west-1' };
const WEB = {
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/web',
  AWS_WEB_IDENTITY_TOKEN_FILE: '$HOME/token',
};
const who = (key: string, region = 'eu-west-1') => `GetCallerIdentity ${key} ${region}`;
const takes = (key: string, region = 'eu-west-1') => `AssumeRole ${key} ${region}`;

const named = (name: string, calls: Calls): SetUp => ({
  name: `profile ${name}`,
  env: { ...IRELAND, AWS_PROFILE: name },
  calls,
});

export const LIKE_THE_CLI: readonly SetUp[] = [
  { name: 'keys in the environment', env: { ...KEYS, ...IRELAND }, calls: [who('AKIAENV')] },
  {
    name: 'keys go before a profile',
    env: { ...KEYS, ...IRELAND, AWS_PROFILE: 'keys' },
    calls: [who('AKIAENV')],
  },
  {
    name: 'whose Region counts',
    env: { ...KEYS, AWS_PROFILE: 'south' },
    calls: [who('AKIAENV', 'ap-south-1')],
  },
  { name: 'and which must exist', env: { ...KEYS, ...IRELAND, AWS_PROFILE: 'nosuch' }, calls: [] },
  { name: 'AWS_DEFAULT_PROFILE', env: { ...IRELAND, AWS_DEFAULT_PROFILE: 'keys' }, calls: [who('AKIAFILE')] },
  { name: 'AWS_PROFILE is empty', env: { ...IRELAND, AWS_PROFILE: '' }, calls: [] },
  { name: 'nothing but profile default', env: {}, calls: [who('AKIADEFAULT', 'eu-central-1')] },
  { name: 'an empty AWS_REGION', env: { ...KEYS, ...IRELAND, AWS_REGION: '' }, calls: [who('AKIAENV')] },
  {
    name: 'empty keys count as none',
    env: { ...IRELAND, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    calls: [who('AKIADEFAULT')],
  },
  { name: 'an id without a secret', env: { ...IRELAND, AWS_ACCESS_KEY_ID: 'AKIAENV' }, calls: [] },
  {
    name: 'a secret without an id',
    env: { ...IRELAND, AWS_SECRET_ACCESS_KEY: 's' },
    calls: [who('AKIADEFAULT')],
  },
  {
    name: 'keys that have ended',
    env: { ...KEYS, ...IRELAND, AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
    calls: [],
  },
  {
    name: 'an end that is no time',
    env: { ...KEYS, ...IRELAND, AWS_CREDENTIAL_EXPIRATION: 'soon' },
    calls: [],
  },
  {
    name: 'keys that will end',
    env: { ...KEYS, ...IRELAND, AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00Z' },
    calls: [who('AKIAENV')],
  },
  {
    name: 'a line break behind the id',
    env: { ...KEYS, ...IRELAND, AWS_ACCESS_KEY_ID: 'AKIA\n' },
    calls: [],
  },
  { name: 'a Region that is none', env: { ...KEYS, AWS_DEFAULT_REGION: 'eu_west_1' }, calls: [] },
  named('keys', [who('AKIAFILE')]),
  named('south', [who('AKIAFILE')]),
  named('role', [takes('AKIAFILE'), who('ASIA-one')]),
  named('ofSouth', [takes('AKIAFILE'), who('ASIA-one')]),
  named('north', [takes('AKIAFILE'), who('ASIA-one')]),
  {
    name: 'profile north, by its own Region',
    env: { AWS_PROFILE: 'north' },
    calls: [takes('AKIAFILE', 'eu-north-1'), who('ASIA-one', 'eu-north-1')],
  },
  named('chain', [takes('AKIAFILE'), takes('ASIA-one'), who('ASIA-two')]),
  named('itself', [takes('AKIASELF'), who('ASIA-one')]),
  named('circle', []),
  named('ofProcess', [takes('AKIAPROC'), who('ASIA-one')]),
  named('both', [takes('AKIAFILE'), who('ASIA-one')]),
  named('orphan', []),
  named('bare', []),
  named('mfa', []),
  named('environment', []),
  named('half', []),
  named('empty', []),
  named('process', [who('AKIAPROC')]),
  named('processAndKeys', [who('AKIAPROC')]),
  ...['failing', 'absent', 'nonsense', 'late', 'web', 'sso', 'nosuch'].map((name) => named(name, [])),
  {
    ...named('keys, of both files', [who('AKIASTORED')]),
    env: { ...IRELAND, AWS_PROFILE: 'keys' },
    credentials: `[keys]\n${KEYS_OF('AKIASTORED')}`,
  },
  {
    name: 'a web identity goes before the keys of a profile',
    env: { ...IRELAND, ...WEB, AWS_PROFILE: 'keys' },
    calls: ['AssumeRoleWithWebIdentity - -', who('ASIA-web')],
  },
  {
    name: 'a web identity without its file',
    env: { ...IRELAND, ...WEB, AWS_WEB_IDENTITY_TOKEN_FILE: '/no' },
    calls: [],
  },
  { name: 'a web identity without its role', env: { ...IRELAND, ...WEB, AWS_ROLE_ARN: '' }, calls: [] },
  { name: 'nothing at all', env: IRELAND, config: '', calls: [] },
  {
    name: 'a profile without "profile" before it',
    env: { ...IRELAND, AWS_PROFILE: 'k' },
    config: `[k]\n${KEYS_OF('AKIA')}`,
    calls: [],
  },
];

export const UNLIKE: readonly Unlike[] = [
  {
    name: 'AWS_REGION goes before AWS_DEFAULT_REGION',
    env: { ...KEYS, ...IRELAND, AWS_REGION: 'us-west-2' },
    calls: [who('AKIAENV')],
    ours: [who('AKIAENV', 'us-west-2')],
    why: 'as version 2 of the AWS CLI and every SDK have it; version 1 reads AWS_DEFAULT_REGION alone',
  },
  {
    name: 'AWS_PROFILE goes before AWS_DEFAULT_PROFILE',
    env: { ...IRELAND, AWS_PROFILE: 'process', AWS_DEFAULT_PROFILE: 'keys' },
    calls: [who('AKIAFILE')],
    ours: [who('AKIAPROC')],
    why: 'as version 2 and every SDK have it; version 1 has it the other way round',
  },
  {
    name: 'no Region',
    env: { AWS_PROFILE: 'role' },
    calls: [],
    ours: [takes('AKIAFILE', 'us-east-1'), who('ASIA-one', 'us-east-1')],
    why: 'the Region that is visited is known, and without one a Region that every account has',
  },
  {
    name: 'an empty AWS_DEFAULT_REGION',
    env: { ...KEYS, AWS_DEFAULT_REGION: '' },
    calls: [who('AKIAENV', '-')],
    ours: [who('AKIAENV', 'eu-central-1')],
    why: 'empty counts as unset; the AWS CLI signs for a Region without a name',
  },
  {
    name: 'a role of another partition than the Region',
    env: { ...IRELAND, AWS_PROFILE: 'china' },
    calls: [takes('AKIAFILE'), who('ASIA-one')],
    ours: [takes('AKIAFILE', 'cn-north-1'), who('ASIA-one')],
    why: 'the STS of another partition knows no such role',
  },
  {
    name: 'a blank in a key',
    env: { ...KEYS, ...IRELAND, AWS_SECRET_ACCESS_KEY: 's\n' },
    calls: [who('AKIAENV')],
    ours: [],
    why: 'AWS can only refuse the signature, and would not say why',
  },
  {
    name: 'a credential_process with a pipe',
    env: { ...IRELAND, AWS_PROFILE: 'piped' },
    calls: [],
    ours: [who('AKIAPIPE')],
    why: 'it runs in a shell, as in the SDKs of other languages',
  },
  {
    name: 'settings in capitals',
    env: { ...IRELAND, AWS_PROFILE: 'k' },
    config: '[profile k]\nAWS_ACCESS_KEY_ID = AKIAUP\nAWS_SECRET_ACCESS_KEY = s',
    calls: [who('AKIAUP')],
    ours: [],
    why: 'the files are read by the SDK for JavaScript, to which these are other settings',
  },
];
