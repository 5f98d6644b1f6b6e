import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { synthStage } from '../../test/synth-stage.ts';
import { ITEM_WRITES } from '../state/table-policies.ts';
import { statementsOf } from './statements.ts';
import { permissionsTable } from './table.ts';

const WRITES: readonly string[] = ITEM_WRITES;
const README = path.resolve(import.meta.dirname, '../../README.md');
const SECTION = /(<!-- permissions -->\n).*(<!-- \/permissions -->)/s;

/** With everything a stage can have, but a network: that adds one line a worker. */
const statements = statementsOf(synthStage({ customerKey: true }).both);

describe('who may do what on what', () => {
  it('stands in infra/README.md (UPDATE_GOLDEN=1 writes it there)', async () => {
    const readme = readFileSync(README, 'utf8');
    const table = permissionsTable(statements, 'roster');
    const wanted = await format(
      readme.replace(SECTION, (_, open: string, close: string) => `${open}\n${table}\n\n${close}`),
      { ...(await resolveConfig(README)), parser: 'markdown' },
    );
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(README, wanted);
    expect(readFileSync(README, 'utf8')).toBe(wanted);
  });

  it('is this, statement by statement', async () => {
    const lines = statements.map(({ holder, effect, principal = '', actions, resources, conditions }) =>
      [holder, effect, principal, actions.join(' '), resources.join(' '), conditions.join(' & ')].join(' | '),
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('statements.snap.txt');
  });

  it('lets the apply worker of the apply machine alone put what Apply believes without asking a guardrail', () => {
    const journal = statements.filter(
      ({ effect, actions, resources }) =>
        effect === 'Allow' &&
        actions.some((action) => WRITES.includes(action)) &&
        resources.some((resource) => resource.endsWith(':table/roster-journal')),
    );
    const putting = journal.filter(({ conditions }) => {
      const [keys = '', attributes] = conditions;
      // The finding and the snapshot that a rollback puts back; which rows may be removed; and that a person said: not this cluster.
      const status =
        keys.includes('STATUS') && (attributes === undefined || /\b(owned|hold)\b/.test(attributes));
      return !keys.includes('LeadingKeys') || /WRITES#|WRITING#FINDING#/.test(keys) || status;
    });
    expect(putting.length).toBeGreaterThan(0);
    expect(new Set(putting.map(({ holder }) => holder))).toEqual(new Set(['roster-apply-apply-<region>']));
  });

  it('lets nobody of the plan machine write what a run that writes to clusters reads', () => {
    const writing = statements.filter(
      ({ holder, effect, actions }) =>
        effect === 'Allow' &&
        holder.startsWith('roster-plan-') &&
        actions.some((each) => WRITES.includes(each)),
    );
    // Five workers and the machine.
    expect(new Set(writing.map(({ holder }) => holder)).size).toBe(6);
    for (const { conditions } of writing) {
      expect(conditions[0]).toMatch(/^ForAllValues:StringLike dynamodb:LeadingKeys: \w+/);
      expect(conditions[0]).not.toMatch(/WRITING#|WRITES#|LEASE|: \*|, \*/);
    }
  });

  it('lets a write return nothing of the item', () => {
    const returning = ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    const writing = statements.filter(
      ({ effect, actions }) => effect === 'Allow' && actions.some((each) => returning.includes(each)),
    );
    expect(writing.length).toBeGreaterThan(0);
    for (const { conditions } of writing) {
      expect(conditions).toContain('StringEqualsIfExists dynamodb:ReturnValues: NONE');
    }
  });

  it.each([
    ['plan', 'RUN#*'],
    ['apply', 'WRITING#RUN#*'],
  ])(
    'lets the %s machine itself read and record the lines of its runs, and what stands',
    (machine, shards) => {
      // The local AWS of the deployment lane does not enforce the role of a machine: so it is judged here.
      const of = (keys: string, ...attributes: readonly string[]) => [
        `ForAllValues:StringLike dynamodb:LeadingKeys: ${keys}`,
        ...(attributes.length === 0
          ? []
          : [
              `ForAllValues:StringEquals dynamodb:Attributes: pk, sk, ${attributes.join(', ')}`,
              'StringEqualsIfExists dynamodb:ReturnValues: NONE',
            ]),
      ];
      const own = statements.filter(
        ({ holder, actions }) =>
          holder === `roster-${machine}-machine-<region>` &&
          actions.some((each) => each.startsWith('dynamodb:')),
      );
      expect(own.map(({ actions, conditions }) => [actions, conditions])).toEqual([
        [['dynamodb:Query'], of(shards)],
        [['dynamodb:UpdateItem'], of('STATUS', 'v', 'run', 'kind', 'reason', 'at', 'since')],
        [['dynamodb:UpdateItem'], of(shards, 'standing', 'reason', 'facts', 'timings', 'at')],
      ]);
    },
  );

  it('lets nobody who is deployed push to the catalog: a push is power over every cluster', () => {
    const pushing = statements.filter(
      ({ effect, actions, resources }) =>
        effect === 'Allow' &&
        actions.some((action) => WRITES.includes(action)) &&
        !resources.every((resource) => resource.endsWith(':table/roster-journal')),
    );
    expect(pushing).toEqual([]);
  });
});
