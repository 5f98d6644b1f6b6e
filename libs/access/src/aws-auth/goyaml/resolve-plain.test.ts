import { describe, expect, it } from 'vitest';
import { resolvePlain } from './resolve-plain.ts';

describe('resolvePlain', () => {
  it.each([
    ['boolean', 'y Y yes Yes YES n N no on On off OFF true True FALSE'],
    ['null', '~ null Null NULL'],
    ['notFinite', '.inf .Inf +.inf -.INF .nan .NaN'],
    ['number', '1 0 +1 -1 007 08 1_000 1__0 0x1F 0X1f 0b11 -0b1 0b-1 0o7 0x_1 012345678901'],
    ['number', '1.5 1. .5 .5_0 1e3 1E-3 -.5 1_0.5 1e308 18446744073709551615 1e-400'],
    ['string', 'yES tRUE oN nULL inf nan NaN .INf a 1a 0b 0b2 0o8 0xg 1e 1e309 _1 ._5 .5_ .5__0 + -'],
    ['string', '2001-01-01 2001-1-1T1:1:1Z 12:30:45 1.2.3 = << 0x1FFFFFFFFFFFFFFFF arn:aws:iam'],
  ])('%s: %s', (type, texts) => {
    for (const text of texts.split(' ')) expect([text, resolvePlain(text)]).toEqual([text, type]);
  });

  it('takes nothing for null', () => expect(resolvePlain('')).toBe('null'));
});
