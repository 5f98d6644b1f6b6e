import { expect, it } from 'vitest';
import { redact } from './redact.ts';

it.each([
  ['refused k8s-aws-v1.aHR0cHM6Ly9zdHM at c1', 'refused [secret] at c1'],
  [
    'GET /?X-Amz-Security-Token=IQoJb3&X-Amz-Signature=0af&Action=x',
    'GET /?X-Amz-Security-Token=[secret]&X-Amz-Signature=[secret]&Action=x',
  ],
  ['{"authorization":"Bearer abc.def-ghi="}', '{"authorization":"Bearer [secret]"}'],
  [`a session token ${'Ab1+/'.repeat(60)}== of STS`, 'a session token [secret] of STS'],
  ['arn:aws:iam::111122223333:role/RosterRead may not', 'arn:aws:iam::111122223333:role/RosterRead may not'],
])('%s', (text, fit) => {
  expect(redact(text)).toBe(fit);
});

it('cuts a long text', () => {
  expect(redact('a b '.repeat(1000))).toHaveLength(2000);
});
