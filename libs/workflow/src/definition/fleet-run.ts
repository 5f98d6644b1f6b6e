import source from '../fleet-run.asl.json' with { type: 'json' };
import type { Definition } from './asl.ts';

/**
 * The `${…}` of the file: the ARN of each worker's function, the name of the journal's table, and the partition, which
 * the ARN of a service integration carries (`arn:aws-cn:states:::…`). With another partition's a machine can be made, and
 * the state ends in `States.Runtime`, which nothing catches (aws-cdk#4597).
 */
export const PLACEHOLDERS = [
  'PlanWorker',
  'TokenWorker',
  'ApplyWorker',
  'VerifyWorker',
  'ReportWorker',
  'JournalTable',
  'Partition',
] as const;
export type Substitutions = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

/**
 * The state machine with its placeholders filled, as CDK fills them in a deployment. Throws an Error that names
 * every placeholder of the file without a value, and every value without a placeholder.
 */
export function fleetRun(substitutions: Substitutions): Definition {
  return substitute(source, substitutions) as Definition;
}

/** Replaces `${name}` in every text of a JSON value; the same errors as `fleetRun`. */
export function substitute(json: unknown, substitutions: Readonly<Record<string, string>>): unknown {
  const used = new Set<string>();
  const filled = fill(json, (name) => {
    used.add(name);
    return substitutions[name] ?? '';
  });
  const problems = [
    ...[...used].filter((name) => !substitutions[name]).map((name) => `no value for \${${name}}`),
    ...Object.keys(substitutions)
      .filter((name) => !used.has(name))
      .map((name) => `no \${${name}} in the file`),
  ];
  if (problems.length > 0) throw new Error(`fleet-run.asl.json: ${problems.join('; ')}`);
  return filled;
}

function fill(json: unknown, valueOf: (name: string) => string): unknown {
  if (typeof json === 'string') {
    return json.replace(/\$\{([^}]*)\}/g, (_, name: string) => valueOf(name));
  }
  if (Array.isArray(json)) return json.map((item) => fill(item, valueOf));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fill(value, valueOf)]));
}
