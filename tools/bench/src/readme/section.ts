import type { Measured, Table } from '../bench.ts';

/** Where and how a measurement was taken. */
export interface Taken {
  /** The command that takes it again. */
  readonly command: string;
  readonly machine: string;
  readonly at: Date;
}

/** A measurement as Markdown: how it was taken, then its tables. */
export function sectionOf({ tables, programs = {} }: Measured, { command, machine, at }: Taken): string {
  const versions = Object.entries(programs).map(([name, version]) => `${name} ${version}`);
  const how = [`\`${command}\``, at.toISOString().slice(0, 10), machine, ...versions].join('; ');
  return [how, ...tables.map(tableText)].join('\n\n');
}

function tableText({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [`**${title}**\n`, line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/**
 * The README with that bench's section replaced: what stands between `<!-- bench:name -->` and `<!-- /bench:name -->`.
 * Throws an Error when the README has no such markers: where a table stands is written by hand.
 */
export function withSection(readme: string, name: string, section: string): string {
  const [open, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const from = readme.indexOf(open);
  const to = readme.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`tools/bench/README.md has no ${open} … ${end} to write between`);
  return `${readme.slice(0, from + open.length)}\n\n${section}\n\n${readme.slice(to)}`;
}
