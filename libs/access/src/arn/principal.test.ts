import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPrincipal, parsePrincipal, principalKey } from './principal.ts';

const at = '123456789012';

describe('canonicalPrincipal', () => {
  // The first eight are the authenticator's own cases (pkg/arn/arn_test.go), paths of roles stripped.
  it.each([
    [`arn:aws:iam::${at}:user/Alice`, `arn:aws:iam::${at}:user/Alice`],
    [`arn:aws:iam::${at}:role/Users`, `arn:aws:iam::${at}:role/Users`],
    [`arn:aws:sts::${at}:assumed-role/Admin/Session`, `arn:aws:iam::${at}:role/Admin`],
    [`arn:aws:sts::${at}:federated-user/Bob`, `arn:aws:sts::${at}:federated-user/Bob`],
    [`arn:aws:iam::${at}:root`, `arn:aws:iam::${at}:root`],
    [`arn:aws:sts::${at}:assumed-role/Org/Team/Admin/Session`, `arn:aws:iam::${at}:role/Admin`],
    [`arn:aws-iso:iam::${at}:user/Chris`, `arn:aws-iso:iam::${at}:user/Chris`],
    [`arn:aws-iso-b:iam::${at}:user/Chris`, `arn:aws-iso-b:iam::${at}:user/Chris`],
    [`arn:aws:iam::${at}:user/team/Bob`, `arn:aws:iam::${at}:user/team/Bob`],
    [
      `arn:aws:iam::${at}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_0a1b`,
      `arn:aws:iam::${at}:role/AWSReservedSSO_Ops_0a1b`,
    ],
    [`arn:aws-cn:sts::${at}:assumed-role/Admin/a@b.example`, `arn:aws-cn:iam::${at}:role/Admin`],
  ])('%s', (arn, canonical) => expect(canonicalPrincipal(arn)).toBe(canonical));

  it.each([
    'NOT AN ARN',
    '',
    'arn:aws:iam',
    `arn:mars:iam::${at}:role/A`,
    `ARN:aws:iam::${at}:role/A`,
    `arn:aws:iam::${at}:role/*`,
    `arn:aws:iam::${at}:role/`,
    `arn:aws:iam::${at}:role`,
    `arn:aws:iam::${at}:role//A`,
    `arn:aws:iam::${at}:role/A `,
    `arn:aws:iam::${at}:group/A`,
    `arn:aws:iam::${at}:rootuser`,
    `arn:aws:iam::${at}:instance-profile/A`,
    `arn:aws:iam::12345:role/A`,
    `arn:aws:iam::<ACCOUNT>:role/A`,
    `arn:aws:iam:eu-west-1:${at}:role/A`,
    `arn:aws:sts::${at}:assumed-role/A`,
    `arn:aws:sts::${at}:assumed-role//S`,
    `arn:aws:sts::${at}:role/A`,
    `arn:aws:s3:::bucket`,
  ])('refuses %j', (arn) => expect(canonicalPrincipal(arn)).toBeUndefined());

  it('changes nothing when applied twice', () => {
    const arn = fc.tuple(
      fc.constantFrom('iam', 'sts'),
      fc.constantFrom('role', 'user', 'assumed-role', 'federated-user', 'root'),
      fc.array(fc.constantFrom('a', 'B', 'sso.amazonaws.com', ''), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(arn, ([service, type, rest]) => {
        const once = canonicalPrincipal(`arn:aws:${service}::${at}:${[type, ...rest].join('/')}`);
        if (once !== undefined) expect(canonicalPrincipal(once)).toBe(once);
      }),
    );
  });
});

describe('parsePrincipal', () => {
  it('tells what kind of principal it is, and whose', () => {
    expect(parsePrincipal(`arn:aws-cn:sts::${at}:assumed-role/A/s`)).toEqual({
      kind: 'role',
      arn: `arn:aws-cn:iam::${at}:role/A`,
      partition: 'aws-cn',
      account: at,
    });
    expect(parsePrincipal(`arn:aws:sts::${at}:federated-user/Bob`)?.kind).toBe('federated-user');
  });
});

describe('principalKey', () => {
  it('folds case and nothing else, so that a row with a role path stays another principal', () => {
    expect(principalKey(`arn:aws:iam::${at}:role/Team/Admin`)).toBe(`arn:aws:iam::${at}:role/team/admin`);
    expect(principalKey(' not an ARN ')).toBe(' not an arn ');
  });

  it('folds the letters beyond ASCII that Go folds into it', () => {
    expect(principalKey('role/ſam\u212a')).toBe('role/samk');
  });
});
