import type { FaultName } from '@roster/workflow';
import { EXIT } from './exits.ts';
import type { ExitCode } from './exits.ts';
import type { Io } from './io.ts';
import { safe } from './output/escape.ts';
import { paintFor } from './output/paint.ts';
import { fitted } from './output/wrap.ts';
import { UsageError } from './usage-error.ts';

// Told by name, so that a short command need not load the library of faults.
const FAULT_EXITS: Readonly<Record<FaultName, ExitCode>> = {
  BadInputFault: EXIT.usage,
  NotFoundFault: EXIT.cluster,
  ConflictFault: EXIT.usage,
  DeniedFault: EXIT.cluster,
  CredentialsFault: EXIT.usage,
  ThrottledFault: EXIT.cluster,
  TimeoutFault: EXIT.cluster,
  ConnectionFault: EXIT.cluster,
  CertificateFault: EXIT.cluster,
  PrivateEndpointFault: EXIT.cluster,
  ServerFault: EXIT.cluster,
  BadAnswerFault: EXIT.cluster,
  AdmissionFault: EXIT.cluster,
  RunUnhealthyFault: EXIT.cluster,
  UnsettledFault: EXIT.cluster,
  JournalFault: EXIT.cluster,
  NotYetFault: EXIT.cluster,
  LeaseHeldFault: EXIT.halted,
  StoppedFault: EXIT.halted,
};

/** What went wrong and what to do, and how the command ends by it. */
export interface Failure {
  readonly message: string;
  readonly exit: ExitCode;
  readonly stack: string;
}

export function failureOf(error: unknown): Failure {
  const { message, stack = '' } = error instanceof Error ? error : { message: String(error) };
  return { message, stack, exit: codeOf(error) };
}

/** Tells it on stderr, never with a stack unless ROSTER_DEBUG asks. */
export function reportFailure({ message, exit, stack }: Failure, io: Io): void {
  const red = paintFor(io.stderr, io.env);
  const lines = message.split('\n').map(safe).join('\n');
  const told = `${red('red', 'roster:')} ${exit === EXIT.bug ? `internal error: ${lines}` : lines}\n`;
  io.stderr.write(fitted(told, io.stderr));
  if (io.env['ROSTER_DEBUG'] && stack !== '') io.stderr.write(`${stack}\n`);
  else if (exit === EXIT.bug) {
    io.stderr.write('This is an error in roster itself; ROSTER_DEBUG=1 shows where.\n');
  }
}

function codeOf(error: unknown): ExitCode {
  if (error instanceof UsageError || isFileError(error)) return EXIT.usage;
  const name = error instanceof Error ? error.name : '';
  return Object.hasOwn(FAULT_EXITS, name) ? FAULT_EXITS[name as FaultName] : EXIT.bug;
}

/** A file that cannot be opened, read or written: the message of Node names the file and why. */
const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && 'path' in error && 'code' in error;
