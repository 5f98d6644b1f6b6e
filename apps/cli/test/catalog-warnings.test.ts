import { expect, it } from 'vitest';
import { plain } from '../src/output/paint.ts';
import { renderDeniedGrants, renderUnmatched } from '../src/report/catalog-warnings.ts';

const principal = 'arn:aws:iam::111122223333:role/Ops';
const names = Array.from({ length: 12 }, (_, at) => `grant-${String(at)}`);

it('ten are listed, with file and line, and then how many more there are', () => {
  const denied = names.map((grant, at) => ({
    grant,
    principal,
    source: { file: 'grants.yaml', line: at + 1, column: 1 },
  }));
  const lines = renderDeniedGrants(denied, plain).split('\n');
  expect(lines).toHaveLength(13);
  expect(lines[1]).toBe(`  ! grant-0 (grants.yaml:1): ${principal} is denied`);
  expect(lines.slice(-2)).toEqual(['  and 2 more grants', '']);
});

it('what came from outside cannot rewrite the screen, and nothing to say is nothing', () => {
  const unmatched = [{ of: 'wave \u001b[2J', instead: 'env has: dev' }];
  expect(renderUnmatched(unmatched, plain)).toBe(
    'Selectors that match no cluster\n  ! wave \\u{1b}[2J: env has: dev\n',
  );
  expect(renderUnmatched([], plain) + renderDeniedGrants([], plain)).toBe('');
});
