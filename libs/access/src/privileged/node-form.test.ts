import { describe, expect, it } from 'vitest';
import { isNodeAccess, isNodeForm } from './node-form.ts';

const DNS = 'system:node:{{EC2PrivateDNSName}}';
const FARGATE = 'system:node:{{SessionName}}';
const LINUX = ['system:bootstrappers', 'system:nodes'];

describe('the node form', () => {
  it.each([
    ['of EC2', DNS, LINUX],
    ['of Fargate', FARGATE, [...LINUX, 'system:node-proxier']],
    ['of Windows', DNS, [...LINUX, 'eks:kube-proxy-windows']],
    ['with fewer groups', DNS, ['system:nodes']],
    ['without groups', FARGATE, []],
    ['with a group twice', DNS, ['system:nodes', 'system:nodes']],
  ])('is that %s', (_, username, groups) => expect(isNodeForm({ username, groups })).toBe(true));

  it.each([
    ['one more group', DNS, [...LINUX, 'viewers']],
    ['system:masters', DNS, [...LINUX, 'system:masters']],
    ['a group in other letters', DNS, ['System:Nodes']],
    ['a group that can become more', DNS, ['system:{{SessionName}}']],
    ['a fixed name', 'system:node:ip-10-0-0-1', LINUX],
    ['no name', 'system:node:', LINUX],
    ['the raw session name', 'system:node:{{SessionNameRaw}}', LINUX],
    ['text behind it', `${DNS}x`, LINUX],
    ['two templates', `${DNS}{{SessionName}}`, LINUX],
    ['a username in other letters', 'System:node:{{EC2PrivateDNSName}}', LINUX],
    ['an ordinary username', 'admin', ['system:bootstrappers']],
    ['no username', '', LINUX],
  ])('is not that with %s', (_, username, groups) => expect(isNodeForm({ username, groups })).toBe(false));

  const nodes = { username: DNS, groups: LINUX };
  it.each([
    ['arn:aws:iam::111122223333:role/Nodes', true],
    ['ARN:AWS:IAM::111122223333:ROLE/NODES', true],
    ['arn:aws:iam::666677778888:role/Nodes', false],
    ['arn:aws:iam::111122223333:user/nodes', false],
    ['arn:aws:iam::111122223333:root', false],
    ['Nodes', false],
  ])('of %s is node access: %s', (arn, is) =>
    expect(isNodeAccess({ ...nodes, arn }, '111122223333')).toBe(is),
  );
});
