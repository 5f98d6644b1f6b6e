import { describe, expect, it } from 'vitest';
import { statesOf } from '../src/index.ts';
import { DEFINITION, play } from './play.ts';
import type { Played } from './play.ts';
import { failing, sampleOf } from './reach.ts';

type Proof = (played: Played, error: string) => void;

/** The cluster's line and status hold this outcome, with the error's name as its reason. */
const outcome =
  (kind: string): Proof =>
  (played, error) => {
    expect(played.line()).toMatchObject({ standing: { S: kind }, reason: { S: error } });
    expect(played.status()).toMatchObject({ kind: { S: kind }, reason: { S: error } });
  };
const pending: Proof = (played) => expect(played.line()).toMatchObject({ standing: { S: 'pending' } });
const closes: Proof = (played, error) => {
  expect(played.inputs['CloseRun']).toMatchObject([{ end: { error: { Error: error } } }]);
  expect(played.result).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
};

/** What each Catch of the file is for. One without a line here fails below. */
const PROOFS: Readonly<Record<string, Proof>> = {
  'OpenRun → CloseRun': (played, error) => {
    closes(played, error);
    expect(played.calls('ReadShard')).toBe(0);
  },
  'Wake → CloseRun': (played, error) => {
    closes(played, error);
    expect(played.calls('ReadShard')).toBe(0);
  },
  'Shards → CloseRun': closes,
  'Gate → CloseRun': closes,
  'ReadShard → ShardLeft': (played, error) => {
    pending(played, error);
    expect([played.calls('Token'), played.calls('Gate')]).toEqual([0, 1]);
  },
  'Token → Unreachable': outcome('unreachable'),
  'Token → Denied': outcome('denied'),
  'Token → Failed': outcome('failed'),
  'Apply → Unreachable': outcome('unreachable'),
  'Apply → Denied': outcome('denied'),
  'Apply → Failed': outcome('failed'),
  'Apply → Settle': (played) => {
    expect(played.calls('Settle')).toBe(1);
    expect(played.inputs['Settle']).toEqual(played.inputs['Apply']!.slice(0, 1));
    expect(played.line()).toMatchObject({ standing: { S: 'inSync' } });
  },
  'Settle → Failed': outcome('failed'),
  'Verify → Unreachable': outcome('unreachable'),
  'Verify → Denied': outcome('denied'),
  'Verify → Written?': outcome('failed'),
  'Verify → Failed': outcome('failed'),
  'Rollback → Failed': outcome('failed'),
  'RecordStatus → RecordRun': (played) => {
    expect(played.status()).toBeUndefined();
    expect(played.line()).toMatchObject({ standing: { S: 'inSync' } });
    expect(played.result).toMatchObject({ status: 'succeeded' });
  },
  'RecordRun → Done': (played, error) => {
    pending(played, error);
    expect(played.status()).toMatchObject({ kind: { S: 'inSync' } });
    expect(played.calls('Gate')).toBe(1);
  },
};

const catchers = statesOf(DEFINITION).flatMap(({ name, state }) =>
  (state.Catch ?? []).flatMap(({ ErrorEquals, Next }) =>
    ErrorEquals.map((error) => [name, error, Next] as const),
  ),
);

describe('every Catch of the file', () => {
  it.each(catchers)('%s: %s leads to %s', async (state, error, next) => {
    const sample = sampleOf(error);
    const proof = PROOFS[`${state} → ${next}`];
    expect(proof, `no proof of ${state} → ${next}`).toBeDefined();
    proof?.(await play(failing(state, sample)), sample);
  });

  it('has a proof, and every proof has its Catch', () => {
    expect(Object.keys(PROOFS).sort()).toEqual(
      [...new Set(catchers.map(([state, , next]) => `${state} → ${next}`))].sort(),
    );
  });
});

it('CloseRun catches nothing: what it throws is how the execution ends', async () => {
  const played = await play(failing('CloseRun', 'TypeError'));
  expect(played.result).toMatchObject({ status: 'failed', error: 'TypeError' });
});

it('one lost cluster takes nothing from the others of its shard', async () => {
  const { on } = failing('RecordRun', 'SomethingUnforeseen');
  const lost = on!['RecordRun']!;
  const played = await play({
    steps: [[3]],
    on: {
      RecordRun: (input, call, usual) =>
        JSON.stringify(input).includes('c-0-0-1') ? lost(input, call, usual) : usual(),
    },
  });
  expect([0, 1, 2].map((index) => played.line(0, 0, index)['standing']!.S)).toEqual([
    'inSync',
    'pending',
    'inSync',
  ]);
});
