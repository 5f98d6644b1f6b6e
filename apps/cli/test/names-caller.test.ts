import { expect, it } from 'vitest';
import { namesCaller } from '../src/doctor/names-caller.ts';

const ROLE = 'arn:aws:iam::999999999999:role';
const session = (role: string) => `arn:aws:sts::999999999999:assumed-role/${role}/ann@example.com`;

it.each([
  [`${ROLE}/Pipeline`, session('Pipeline'), true],
  [`${ROLE}/team/Pipeline`, session('Pipeline'), true],
  [`${ROLE}/Pipe*`, session('Pipeline'), true],
  [`${ROLE}/Pipeline`, session('Pipeline2'), false],
  [`${ROLE}/Pipeline`, `arn:aws:sts::111111111111:assumed-role/Pipeline/x`, false],
  [
    `${ROLE}/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Fleet_*`,
    session('AWSReservedSSO_Fleet_0a1b'),
    true,
  ],
  ['arn:aws:iam::999999999999:user/ann', 'arn:aws:iam::999999999999:user/ann', true],
  ['arn:aws:iam::999999999999:user/ann', 'arn:aws:iam::999999999999:user/bob', false],
  ['arn:aws-cn:iam::999999999999:role/P', 'arn:aws-cn:sts::999999999999:assumed-role/P/s', true],
  [`${ROLE}/a.b`, session('axb'), false],
])('%s and %s', (writer, caller, named) => {
  expect(namesCaller([`${ROLE}/Other`, writer], caller)).toBe(named);
});
