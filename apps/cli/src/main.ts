import { EXIT } from './exits.ts';
import type { ExitCode } from './exits.ts';
import { failureOf, reportFailure } from './failure.ts';
import type { Io, Sink } from './io.ts';
import { processIo } from './process-io.ts';
import { parse } from './program.ts';

/**
 * Runs `roster` with these arguments; the exit code. Throws nothing: every error is printed on stderr, and where `-o json`
 * was asked for and nothing is printed yet, on stdout as JSON too: whoever reads it finds a value in any case.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const seen = { printed: false };
  const stdout: Sink = {
    write: (chunk) => {
      seen.printed = true;
      io.stdout.write(chunk);
    },
    get isTTY() {
      return io.stdout.isTTY;
    },
    get columns() {
      return io.stdout.columns;
    },
  };
  try {
    // Its getters stay getters: where the working folder is gone, only who asks for it gets the error.
    const watched = Object.defineProperties(
      {},
      { ...Object.getOwnPropertyDescriptors(io), stdout: { value: stdout } },
    );
    const parsed = await parse(argv, watched as Io);
    return typeof parsed === 'number' ? parsed : await parsed.run();
  } catch (error) {
    const failure = failureOf(error);
    reportFailure(failure, io);
    if (asksJson(argv) && !seen.printed) {
      const { message, exit } = failure;
      io.stdout.write(`${JSON.stringify({ error: { message, exit } }, null, 2)}\n`);
    }
    return failure.exit;
  }
}

const asksJson = (argv: readonly string[]): boolean =>
  /(?:^|\n)(?:-o|--output=|(?:-o|--output)\n)json(?:\n|$)/.test(argv.join('\n'));

/** `main` for the real process. */
export async function runProcess(): Promise<void> {
  process.exitCode = EXIT.bug; // until main has said better: an event loop that runs dry is an error of ours
  process.exitCode = await main(process.argv.slice(2), processIo());
}
