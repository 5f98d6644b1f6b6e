import type { Source } from '@roster/access';

/** Something wrong with a fleet file, and where; line 0 where it is about the file as a whole. */
export interface FleetProblem extends Source {
  readonly message: string;
}

/** In the order in which somebody would mend them: by file, line and column. */
export function inOrder(problems: readonly FleetProblem[]): readonly FleetProblem[] {
  return problems.toSorted(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
