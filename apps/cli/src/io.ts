import type { Processes } from './processes.ts';

/** Where text goes. */
export interface Sink {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

/** All that a command sees of the world around it, so that a test is a user: argv in, text out. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** The whole of standard input. */
  readonly stdin: () => Promise<string>;
  /**
   * Asks the person at the terminal, and gives the answer: empty when they left. Undefined where standard input or
   * standard error is no terminal.
   */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** What was asked for, such as `roster apply`: for whoever finds the store open. */
  readonly command?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** Who runs this, as recorded with a run when AWS is not asked: user@host. */
  readonly user: string;
  readonly now: () => Date;
  /** Like Math.random. */
  readonly random: () => number;
  /** Absolute paths of the Node and the script that run: what a kubeconfig calls. */
  readonly executable: { readonly node: string; readonly script: string };
  /** Waits so many milliseconds, or until the signal; never rejects. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Until a cluster has answered, in ms; absent: as in the Lambdas. */
  readonly patienceMs?: number;
  /** Asks to be told of the first Ctrl-C, which then ends nothing by itself; the second ends the process, after `onSecond`. */
  readonly interrupted: (onSecond?: () => void) => AbortSignal;
  readonly processes: Processes;
}
