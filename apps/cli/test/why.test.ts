import { expect, it } from 'vitest';
import { ACCOUNT, ARN, ask, BASE, grant, ops, row, type Asked } from './ask-why.ts';

it.each<[string, Asked, readonly [getsIn: boolean, by: string, ...codes: string[]]]>([
  [
    'by a row that a grant asks for',
    { mapRoles: BASE + row(ops, 'ops', 'operators') },
    [true, 'row', 'granted'],
  ],
  ['granted, and not applied yet', {}, [false, 'nothing', 'granted', 'no-row', 'creator']],
  ['named by no grant', { grants: [] }, [false, 'nothing', 'not-granted', 'no-row', 'creator']],
  [
    'granted elsewhere',
    { grants: [grant({ clusters: { matchLabels: { env: 'dev' } } })] },
    [false, 'nothing', 'grant-elsewhere', 'no-row', 'creator'],
  ],
  [
    'granted until yesterday',
    { grants: [grant({ until: '2026-11-23' })] },
    [false, 'nothing', 'grant-ended', 'no-row', 'creator'],
  ],
  [
    'asked for with a path',
    { principal: ops.replace('Ops', 'team/Ops'), mapRoles: BASE + row(ops, 'ops', 'operators') },
    [true, 'row', 'path-in-arn', 'granted'],
  ],
  [
    'asked for as a session',
    {
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Ops/ann`,
      mapRoles: BASE + row(ops, 'ops', 'operators'),
    },
    [true, 'row', 'session', 'granted'],
  ],
  [
    'a row with a path in its ARN',
    { mapRoles: BASE + row(ops.replace('Ops', 'team/Ops'), 'ops', 'operators') },
    [false, 'nothing', 'granted', 'row-with-path', 'no-row', 'creator'],
  ],
  [
    'a later duplicate decides',
    { mapRoles: BASE + row(ops, 'ops', 'operators') + row(ops, 'nobody', 'operators') },
    [true, 'row', 'granted', 'later-duplicate'],
  ],
  [
    'overridden by an access entry',
    { mode: 'API_AND_CONFIG_MAP', entries: [ops], mapRoles: BASE + row(ops, 'ops', 'operators') },
    [true, 'access entry', 'granted', 'access-entry'],
  ],
  [
    'no row where whoever created it has an access entry',
    { mode: 'API_AND_CONFIG_MAP' },
    [false, 'nothing', 'granted', 'no-row'],
  ],
  ['no aws-auth', { mapRoles: null }, [false, 'nothing', 'granted', 'no-config-map', 'creator']],
  ['mode API without an entry', { mode: 'API' }, [false, 'nothing', 'granted', 'mode-api']],
  [
    'a group that is bound to nothing',
    { mapRoles: BASE + row(ops, 'ops', 'strangers') },
    [true, 'row', 'granted', 'group-without-binding'],
  ],
])('%s', async (_what, asked, [getsIn, by, ...codes]) => {
  const { notes, ...found } = await ask(asked);
  expect(found).toMatchObject({ cluster: ARN, getsIn, by });
  expect(notes.map(({ code }) => code)).toEqual(codes);
});

it('says which label misses', async () => {
  const { notes } = await ask({ grants: [grant({ clusters: { matchLabels: { env: 'dev' } } })] });
  expect(notes[0]?.message).toContain('label env is prod, wanted dev');
});

it('a document that cannot be read lets nobody in by its rows: it says where it is broken', async () => {
  const { getsIn, notes } = await ask({ mapRoles: `${BASE} - rolearn: ${ops}\n` });
  expect(getsIn).toBe(false);
  expect(notes.map(({ code }) => code)).toContain('broken-document');
});
