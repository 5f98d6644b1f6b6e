/** How a command ends. The higher outranks the lower: a run that halted (4) is not reported as differences (1). */
export const EXIT = { ok: 0, differs: 1, usage: 2, cluster: 3, halted: 4, bug: 70 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each code means where a command does not say it more exactly. */
export const EXIT_MEANING: Readonly<Record<ExitCode, string>> = {
  0: 'done, and nothing differs',
  1: 'differences or findings',
  2: 'bad input or usage, a file that cannot be opened, or credentials that AWS refuses',
  3: 'a cluster ended other than inSync, drifted, changed or healthy, or could not be reached',
  4: 'halted, or another run holds the lease',
  70: 'an error of our own',
};

/** The code that outranks the others; 0 for none. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>((a, b) => (b > a ? b : a), EXIT.ok);
}
