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

describe('help and version', () => {
  it.each([
    [['help'], 'Usage: roster <command>'],
    [['help', 'apply'], 'Usage: roster apply'],
    [['help', 'catalog', 'push'], 'Usage: roster catalog push'],
    [['help', 'catalog'], 'Usage: roster catalog'],
    [['catalog', '--help'], 'Usage: roster catalog'],
    [['runs', '-h'], 'Usage: roster runs'],
  ] as const)('roster %j', async (argv, usage) => {
    await using ann = await user();
    const { code, stdout, stderr } = await ann.run(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(usage);
  });

  it.each(['--version', '-V', 'version'])('roster %s', async (word) => {
    await using ann = await user();
    const { code, stdout } = await ann.run(word);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^roster \d+\.\d+\.\d+ \(Node 2\d\.\d+\.\d+\)\n$/);
  });
});

describe('wrong usage ends with 2, says why on stderr, and prints no data', () => {
  it.each([
    [['plna'], "unknown command 'plna'; did you mean roster plan?"],
    [['plna', '--help'], "unknown command 'plna'; did you mean roster plan?"],
    [['help', 'plna'], "unknown command 'plna'; did you mean roster plan?"],
    [['catalog', 'pul', '--help'], "unknown command 'catalog pul'; did you mean roster catalog pull?"],
    [['runs', 'shwo'], "unknown command 'runs shwo'; did you mean roster runs show?"],
    [['push', 'fleet'], "unknown command 'push'; did you mean roster catalog push?"],
    [['nonsense', '--help'], "unknown command 'nonsense'\n(roster --help lists the commands)"],
    [['apply', '--dry-run'], '--dry-run: roster plan shows what apply would change'],
    [['catalog', 'push', 'fleet', '--dry-run'], '--dry-run: roster catalog diff -f FOLDER'],
    [['catalog'], 'Usage: roster catalog'],
    [[], 'Usage: roster <command>'],
    [['plan', '--nope'], "unknown option '--nope'\n(roster plan --help lists its options)"],
    [['catalog', 'push'], '(roster catalog push --help lists its options)'],
    [['plan', '-o', 'yaml'], '"yaml" is invalid'],
    [['token', '--cluster', 'one'], '--region is missing'],
    [['why', 'arn:aws:iam::111122223333:role/Ops'], "missing required argument 'cluster'"],
    [['why', 'arn:aws:sts::111122223333:assumed-role/Ops/a:b', 'one'], 'STS gives no session the name "a:b"'],
    [['hold', 'one'], "required option '--reason"],
    [['plan', '--account', '1234'], 'no account id of 12 digits'],
    [['plan', '-l', 'env in prod'], 'is no label selector'],
    [['plan', '--store', 'redis:x'], 'neither local nor dynamodb:'],
    [['plan', '--concurrency', 'all'], 'no number from 1 to 1000'],
    [['plan', '--override', 'node-rows'], 'is not rule=reason'],
    [['plan', '--override', 'own-acces'], 'an override can name own-access, node-rows'],
    [['plan', '--override', 'node-rows= '], 'is not rule=reason'],
    [
      ['plan', '--override', 'node-row=x'],
      'no guardrail "node-row"; an override can name own-access, node-rows',
    ],
    [
      ['apply', '--override', 'unparseable=x'],
      'nobody can override unparseable; an override can name own-access',
    ],
    [['plan', '-l', 'env=prod', '-l', 'env=dev'], '--selector is given twice'],
    [['pods', '--cluster', 'a', '--cluster', 'b'], '--cluster is given twice'],
    [[''], "unknown command ''"],
    [['catalog', 'diff'], 'name what to compare'],
    [['catalog', 'push', 'nowhere.yaml'], 'nowhere.yaml'],
  ] as const)('roster %j', async (argv, message) => {
    await using ann = await user();
    const { code, stdout, stderr } = await ann.run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
