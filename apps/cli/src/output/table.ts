import { widthOf } from './width.ts';

export interface TableOptions {
  /** Blanks before each line. */
  readonly indent?: number;
  /** Columns (from 0) whose cells stand at the right: numbers. */
  readonly right?: readonly number[];
}

/** Rows of cells in columns, two blanks apart; colour in a cell takes no room. No rows: an empty text. */
export function table(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { indent = 0, right = [] } = options;
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => aligned(cell, widths[column] ?? 0, right.includes(column))).join('  ');
  return rows.map((row) => `${' '.repeat(indent)}${line(row)}`.trimEnd() + '\n').join('');
}

function aligned(cell: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return right ? blanks + cell : cell + blanks;
}
