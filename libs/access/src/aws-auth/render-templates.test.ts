import { describe, expect, it } from 'vitest';
import { renderTemplates, type SessionFacts } from './render-templates.ts';

const ann: SessionFacts = { accountId: '111122223333', sessionName: 'ann@b.c', accessKeyId: 'ASIAX' };
const nobody: SessionFacts = { ...ann, sessionName: '' };
const unknown: SessionFacts = { accountId: ann.accountId, sessionName: undefined, accessKeyId: undefined };
const instance: SessionFacts = { ...ann, sessionName: 'i-0123456789abcdef0' };
const NODE = 'system:node:{{EC2PrivateDNSName}}';

const username = (text: string, facts: SessionFacts) => {
  const rendered = renderTemplates({ username: text, groups: [] }, facts);
  return rendered.refused === undefined ? rendered.username : undefined;
};

describe('renderTemplates', () => {
  // Each as pkg/server/server.go, renderTemplate, has it: the templates one after the other, in its order.
  it.each<[string, SessionFacts, string | undefined]>([
    [
      '{{SessionName}} {{SessionNameRaw}} {{AccountID}} {{AccessKeyID}}',
      ann,
      'ann-b.c ann@b.c 111122223333 ASIAX',
    ],
    ['{{SessionName}}{{SessionName}}', ann, 'ann-b.cann-b.c'],
    ['{{{SessionName}}}', ann, '{ann-b.c}'],
    ['{{Other}} {{sessionname}} {{ SessionName }}', ann, '{{Other}} {{sessionname}} {{ SessionName }}'],
    // What one template puts in is looked through for those behind it, and not for those before.
    ['{{{{AccountID}}}}', { ...ann, accountId: 'SessionName' }, 'ann-b.c'],
    ['{{SessionName}}', { ...ann, sessionName: '{{AccessKeyID}}' }, 'ASIAX'],
    ['{{SessionName}}', { ...ann, sessionName: '{{AccountID}}' }, '{{AccountID}}'],
    ['a$&{{SessionName}}', { ...ann, sessionName: '$&$1' }, 'a$&$&$1'],
    ['admin:{{SessionName}}', nobody, 'admin:'],
    [NODE, nobody, undefined],
    [NODE, ann, undefined],
    [NODE, { ...ann, sessionName: 'i-123' }, undefined],
    [NODE, { ...ann, sessionName: 'i-0123456789abcdef0\n' }, undefined],
    [NODE, { ...instance, privateDnsName: 'ip-10-0-0-1.internal' }, 'system:node:ip-10-0-0-1.internal'],
    [NODE, { ...instance, sessionName: 'i-01234567', privateDnsName: 'ip' }, 'system:node:ip'],
  ])('%s', (text, facts, expected) => expect(username(text, facts)).toBe(expected));

  it('refuses the caller for a group alone, and says why', () => {
    expect(renderTemplates({ username: 'a', groups: ['b', NODE] }, ann)).toEqual({
      refused: `"${NODE}" wants a session that is named after an EC2 instance (i-…), and its session is named "ann@b.c"`,
    });
    expect(renderTemplates({ username: 'a', groups: [NODE] }, nobody).refused).toContain('it has no session');
  });

  it('leaves what is not known, and names it', () => {
    const written = { username: '{{AccountID}}:{{SessionName}}', groups: ['{{AccessKeyID}}', 'dev'] };
    expect(renderTemplates(written, unknown)).toEqual({
      username: '111122223333:{{SessionName}}',
      groups: ['{{AccessKeyID}}', 'dev'],
      open: ['SessionName', 'AccessKeyID'],
    });
    expect(renderTemplates({ username: NODE, groups: [] }, instance)).toMatchObject({
      username: NODE,
      open: ['EC2PrivateDNSName'],
    });
  });
});
