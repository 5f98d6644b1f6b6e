import { EXIT } from './exits.ts';
import type { ExitCode } from './exits.ts';
import { exitOf } from './failure.ts';
import type { Io } from './io.ts';
import { processIo } from './process-io.ts';
import { parse } from './program.ts';

/** Runs `roster` with these arguments; the exit code. Throws nothing: every error is told on stderr. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const parsed = await parse(argv, io);
    return typeof parsed === 'number' ? parsed : await parsed.run();
  } catch (error) {
    return exitOf(error, io);
  }
}

/** `main` for the real process. */
export async function runProcess(): Promise<void> {
  process.exitCode = EXIT.bug; // until main has said better: an event loop that runs dry is an error of ours
  process.exitCode = await main(process.argv.slice(2), processIo());
}
