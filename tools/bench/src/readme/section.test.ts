import { describe, expect, it } from 'vitest';
import { sectionOf, withSection } from './section.ts';

const measured = {
  programs: { kubectl: 'v1.35.0' },
  tables: [{ title: 'Fast', head: ['what', 'ms'], rows: [['a|b', '1']] }],
};
const taken = { command: 'npm run bench -- x', machine: '2 cores', at: new Date('2026-11-24T12:00:00Z') };

describe('a section', () => {
  it('says how it was taken, then holds the tables', () => {
    expect(sectionOf(measured, taken)).toBe(
      '`npm run bench -- x`; 2026-11-24; 2 cores; kubectl v1.35.0\n\n' +
        '**Fast**\n\n| what | ms |\n| --- | ---: |\n| a\\|b | 1 |',
    );
  });

  it('replaces what stands between its markers, and nothing else', () => {
    const readme = 'a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb <!-- bench:y --><!-- /bench:y -->';
    expect(withSection(readme, 'x', 'new')).toBe(
      'a\n<!-- bench:x -->\n\nnew\n\n<!-- /bench:x -->\nb <!-- bench:y --><!-- /bench:y -->',
    );
    expect(withSection(readme, 'y', 'new')).toContain('old');
  });

  it('needs its markers', () => {
    expect(() => withSection('nothing', 'x', 'new')).toThrow('<!-- bench:x -->');
  });
});
