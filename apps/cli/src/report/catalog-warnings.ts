import type { DeniedGrant, UnmatchedSelector } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';

const SHOWN = 10;

/** Selectors of the catalog that match no cluster, each with what there is instead; empty where there are none. */
export function renderUnmatched(unmatched: readonly UnmatchedSelector[], paint: Paint): string {
  const lines = unmatched.map(({ of, instead, source }) => `${safe(of)}${at(source)}: ${safe(instead)}`);
  return warnings('Selectors that match no cluster', lines, 'more selector', paint);
}

/** Grants of principals that the fleet denies; empty where there are none. */
export function renderDeniedGrants(grants: readonly DeniedGrant[], paint: Paint): string {
  const lines = grants.map(
    ({ grant, principal, source }) => `${safe(grant)}${at(source)}: ${safe(principal)} is denied`,
  );
  return warnings('Grants that give nothing', lines, 'more grant', paint);
}

function at(source: UnmatchedSelector['source']): string {
  return source === undefined ? '' : safe(` (${source.file}:${String(source.line)})`);
}

function warnings(title: string, lines: readonly string[], more: string, paint: Paint): string {
  if (lines.length === 0) return '';
  const rest = lines.length - SHOWN;
  return [
    `${paint('underline', title)}\n`,
    ...lines.slice(0, SHOWN).map((line) => `  ${paint('yellow', '!')} ${line}\n`),
    ...(rest > 0 ? [`  and ${plural(rest, more)}\n`] : []),
  ].join('');
}
