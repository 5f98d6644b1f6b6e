import { describe, expect, it } from 'vitest';
import { messageOf, messageOfCause, redact } from './message.ts';

const SECRETS = [
  ['refused k8s-aws-v1.aHR0cHM6Ly9zdHM at c1', 'refused [secret] at c1'],
  [
    'GET /?X-Amz-Security-Token=IQoJb3&X-Amz-Signature=0af&Action=x',
    'GET /?X-Amz-Security-Token=[secret]&X-Amz-Signature=[secret]&Action=x',
  ],
  ['{"authorization":"Bearer abc.def-ghi="}', '{"authorization":"Bearer [secret]"}'],
  [`a session token ${'Ab1+/'.repeat(60)}== of STS`, 'a session token [secret] of STS'],
  ['arn:aws:iam::111122223333:role/RosterRead may not', 'arn:aws:iam::111122223333:role/RosterRead may not'],
] as const;

it.each(SECRETS)('%s', (text, fit) => {
  expect(redact(text)).toBe(fit);
  expect(messageOf(text)).toBe(fit);
});

it('cuts a long text', () => {
  expect(redact('a b '.repeat(1000))).toHaveLength(2000);
});

describe('a message that is kept', () => {
  it('is one line without control characters', () => {
    expect(messageOf(' refused:\r\n\tby a policy\u0000\u001b[31m \u0085red\u2028end ')).toBe(
      'refused: by a policy [31m red end',
    );
  });

  it('has 2,000 characters at most, and shows where it was cut', () => {
    const long = messageOf('a b '.repeat(100_000));
    expect(long).toHaveLength(2000);
    expect(long.endsWith('…')).toBe(true);
    expect(messageOf('a'.repeat(150)).length).toBe(150);
  });

  it('holds no half of a secret that the cut went through, and no half of a character', () => {
    expect(messageOf(`${'a '.repeat(990)}k8s-aws-v1.${'b'.repeat(100)}`)).not.toContain('bbb');
    expect(messageOf('😀 '.repeat(1500)).isWellFormed()).toBe(true);
  });
});

describe('the message in a Cause', () => {
  it.each([
    [
      'of a function',
      '{"errorMessage":"run r1: held","errorType":"LeaseHeldFault","trace":["a"]}',
      'run r1: held',
    ],
    ['of the local engine', 'run r1: held', 'run r1: held'],
    ['that is other JSON', '[1]', '[1]'],
    ['that is null', 'null', 'null'],
    ['that was cut', '{"errorMessage":"run r1', '{"errorMessage":"run r1'],
    ['that is absent', undefined, ''],
  ])('%s', (_, cause, message) => {
    expect(messageOfCause(cause)).toBe(message);
  });
});
