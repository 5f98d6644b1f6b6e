import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/command-list.ts';
import { expectGolden } from './golden.ts';
import { user } from './harness.ts';

const NAMES = Object.keys(COMMANDS);

describe('roster --help', () => {
  it('is the list of commands, and the exit codes', async () => {
    await using ann = await user();
    const { code, stdout, stderr } = await ann.run('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expectGolden('help', stdout);
    expectGolden('help-apply', (await ann.run('apply', '--help')).stdout);
  });

  it.each(NAMES)('of %s says what its exit codes mean', async (name) => {
    await using ann = await user();
    const { code, stdout } = await ann.run(...name.split(' '), '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: roster ${name}`);
    expect(stdout).toMatch(/Exit codes[^]*\n {2}0 [^]*\n {2}2 [^]*\n {2}70 /);
    expect(stdout).toContain('-o, --output');
  });
});

describe('wrong usage ends with 2, says why on stderr, and prints no data', () => {
  it.each([
    [['plna'], "unknown command 'plna'"],
    [['catalog'], 'Usage: roster catalog'],
    [[], 'Usage: roster <command>'],
    [['plan', '--nope'], "unknown option '--nope'\n(roster plan --help lists its options)"],
    [['catalog', 'push'], '(roster catalog push --help lists its options)'],
    [['plan', '-o', 'yaml'], "'yaml' is invalid"],
    [['token', '--cluster', 'one'], "required option '--region"],
    [['why', 'arn:aws:iam::111122223333:role/Ops'], "missing required argument 'cluster'"],
    [['hold', 'one'], "required option '--reason"],
    [['plan', '--account', '1234'], 'no account id of 12 digits'],
    [['plan', '-l', 'env in prod'], 'is no label selector'],
    [['plan', '--store', 'redis:x'], 'neither local nor dynamodb:'],
    [['plan', '--concurrency', 'all'], 'no number from 1 to 1000'],
    [['plan', '--override', 'node-rows'], 'is not rule=reason'],
    [['catalog', 'diff'], 'name what to compare'],
    [['catalog', 'push', 'nowhere.yaml'], 'nowhere.yaml'],
  ] as const)('roster %j', async (argv, message) => {
    await using ann = await user();
    const { code, stdout, stderr } = await ann.run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
