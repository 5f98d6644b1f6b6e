import { Fault } from '@roster/workflow';
import type { z } from 'zod';

/** A Lambda: its schemas, what it builds once, and what it does per event. */
export interface LambdaSpec<I, O, D> {
  /** The state's name, for log lines and errors. */
  readonly state: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  /** Called once a container, at the first event; one that failed is tried again at the next. */
  readonly build: () => D | Promise<D>;
  readonly run: (input: I, deps: D) => Promise<unknown>;
  /** Where log lines go, one JSON text each. Default: stdout. */
  readonly log?: (line: string) => void;
}

/**
 * The handler of a worker. Its input is parsed on the way in, its output on the way out. Each event leaves one log
 * line with run, shard and cluster; an error is logged by name and message and thrown on as it is, for the state
 * machine matches on its name. Throws BadInputFault for an input or output that its schema does not know.
 */
export function lambda<I, O, D>(spec: LambdaSpec<I, O, D>): (event: unknown) => Promise<O> {
  const { log = (line) => process.stdout.write(`${line}\n`) } = spec;
  let built: Promise<D> | undefined;
  const deps = () =>
    (built ??= Promise.resolve()
      .then(spec.build)
      .catch((error: unknown) => {
        built = undefined;
        throw error;
      }));
  return async (event) => {
    const facts = { state: spec.state, ...placeOf(event) };
    try {
      const input = parse(spec.input, event, `${spec.state}: its input`);
      const output = parse(spec.output, await spec.run(input, await deps()), `${spec.state}: its output`);
      log(JSON.stringify({ level: 'INFO', message: 'done', ...facts }));
      return output;
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      log(JSON.stringify({ level: 'ERROR', error: name, message, ...facts }));
      throw error;
    }
  };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const paths = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`,
  );
  throw new Fault('BadInputFault', `${what} is not as its schema has it: ${paths.join('; ')}`);
}

/** What of an event says where in a run it is. */
function placeOf(event: unknown): Record<string, string> {
  if (typeof event !== 'object' || event === null) return {};
  const fields = Object.entries(event).filter(([key]) => ['run', 'shard', 'cluster'].includes(key));
  return Object.fromEntries(
    fields.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
