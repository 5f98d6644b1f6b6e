/** One line of a worker's log: JSON, so that CloudWatch Logs Insights can ask for each field. */
export interface LogLine {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly [field: string]: string | number | undefined;
}
export type Log = (line: LogLine) => void;

/** Writes a line to stdout, where Lambda takes it from. */
export const logToStdout: Log = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** What an event, whatever it is, tells of where it belongs: the texts by which log and journal are joined. */
export function belongsTo(event: unknown): Readonly<Record<string, string>> {
  const fields = typeof event === 'object' && event !== null ? event : {};
  const known = ['run', 'execution', 'shard', 'cluster', 'mode'];
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, string] => known.includes(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}
