import { describe, expect, it } from 'vitest';
import { fileText } from './file-text.ts';

const bytes = (...all: readonly number[]) => Uint8Array.from(all);

// As kubectl decodes files: golang.org/x/text, BOMOverride over UTF8.NewDecoder.
describe('fileText', () => {
  it.each([
    ['UTF-8', bytes(0xc3, 0xa4, 0x61), 'äa'],
    ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['UTF-16 of Windows', bytes(0xff, 0xfe, 0x61, 0, 0xe4, 0), 'aä'],
    ['UTF-16 of others, cut off', bytes(0xfe, 0xff, 0, 0x61, 0), 'a\ufffd'],
    ['Latin-1', bytes(0x61, 0xe4, 0x61), 'a\ufffda'],
    ['a sequence that is cut off counts once', bytes(0xf0, 0x9f, 0x98, 0x61), '\ufffda'],
    ['what is no UTF-8 behind a mark', bytes(0xef, 0xbb, 0xbf, 0xe4, 0x61), '\udce4a'],
    ['a sequence too long, behind a mark', bytes(0xef, 0xbb, 0xbf, 0xc0, 0x80), '\udcc0\udc80'],
    ['U+FFFD itself, behind a mark', bytes(0xef, 0xbb, 0xbf, 0xff, 0xef, 0xbf, 0xbd), '\udcff\ufffd'],
  ])('%s', (_, file, text) => expect(fileText(file)).toBe(text));

  it('takes a text as it is, without its mark', () => expect(fileText('\ufeffa')).toBe('a'));
});
