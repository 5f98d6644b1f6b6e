import { expect, it } from 'vitest';
import { belongsTo } from './belongs-to.ts';

it.each([
  [
    'a cluster, of the wave and the step of its shard',
    { run: 'r', cluster: 'arn:c', shard: 'RUN#r#0001#0012#0003', mode: 'plan', facts: '{}', connection: {} },
    { run: 'r', cluster: 'arn:c', shard: 'RUN#r#0001#0012#0003', mode: 'plan', wave: 1, step: 12 },
  ],
  [
    'a rollout, that says where it stands',
    { run: 'r', mode: 'apply', wave: 2, step: 0, shards: [], failures: 1 },
    { run: 'r', mode: 'apply', wave: 2, step: 0 },
  ],
  [
    'what a schedule starts',
    { execution: 'e', input: { mode: 'plan', execution: 'made up' } },
    { execution: 'e', mode: 'plan' },
  ],
  [
    'an end',
    { execution: 'e', end: { run: 'r', mode: 'plan', wave: 0, step: 1 } },
    { execution: 'e', run: 'r', mode: 'plan', wave: 0, step: 1 },
  ],
  ['something else', { run: 1, wave: 'x', shard: 'x#1#2', token: 'secret' }, { shard: 'x#1#2' }],
  ['no object', 'text', {}],
  ['nothing', null, {}],
])('%s', (_, event, where) => {
  expect(belongsTo(event)).toEqual(where);
});
