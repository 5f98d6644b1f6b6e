import { describe, expect, it } from 'vitest';
import { all, dev, judge } from '../../test/judged.ts';
import { mapping, reading, role } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import { GUARDRAILS } from './check-guardrails.ts';
import type { Judged } from './guardrail.ts';

describe('grant-rules and lint-errors', () => {
  const added = (row: IdentityMapping, more: Partial<Judged> = {}) => {
    const add = {
      op: 'add' as const,
      principal: row.arn.toLowerCase(),
      list: 'mapRoles' as const,
      after: row,
    };
    const changeSet = { changes: [add], foreign: [], owned: [], entries: [] };
    return judge([...all, row], { changeSet, ...more }).refusals;
  };
  const ops = mapping(role('Ops'), ['operators']);
  const overrides = GUARDRAILS.map(({ name }) => ({ rule: name, reason: 'because' }));

  it('refuse what no grant may give, with its principal, whatever is overridden', () => {
    for (const more of [{}, { overrides }]) {
      expect(added({ ...ops, groups: ['of-{{SessionName}}'] }, more)).toEqual([
        {
          rule: 'grant-rules',
          principal: ops.arn.toLowerCase(),
          message: `the row of ${ops.arn} may not be written: the group "of-{{SessionName}}" must not hold a template: a session chooses its own name, and so its group`,
        },
      ]);
    }
    expect(added({ ...ops, username: 'ops\u200b' })).toMatchObject([{ rule: 'grant-rules' }]);
    expect(added({ ...ops, arn: 'Ops' })).toMatchObject([{ rule: 'grant-rules', principal: 'ops' }]);
    expect(added(ops)).toEqual([]);
  });

  const problem = (row: IdentityMapping, message: string, severity: 'error' | 'warning' = 'error') => ({
    ...{ key: 'mapRoles', severity, code: 'some-code', message, line: 1, column: 1 },
    principal: row.arn.toLowerCase(),
  });
  const withProblems = (...problems: ReturnType<typeof problem>[]) => ({
    after: reading([...all, ops], [], { problems }),
  });

  it('refuse a row of ours in which lint finds a new error', () => {
    const wrong = withProblems(problem(ops, 'it is wrong'));
    for (const more of [wrong, { ...wrong, overrides }]) {
      expect(added(ops, more)).toEqual([
        {
          rule: 'lint-errors',
          principal: ops.arn.toLowerCase(),
          message: 'lint would call it an error: it is wrong',
        },
      ]);
    }
  });

  it('let pass a warning, an error of another row, and one that stood in this row before', () => {
    expect(added(ops, withProblems(problem(ops, 'odd', 'warning')))).toEqual([]);
    expect(added(ops, withProblems(problem(dev, 'theirs')))).toEqual([]);
    const stood = problem(ops, 'it was wrong');
    expect(added(ops, { ...withProblems(stood), before: reading(all, [], { problems: [stood] }) })).toEqual(
      [],
    );
  });
});
