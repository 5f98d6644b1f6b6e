import machine from '@roster/workflow/fleet-run.asl.json' with { type: 'json' };

// The state machine's own parameters, so that these tests fail when it and the journal no longer agree.

/** The `Parameters` of a state, with `${JournalTable}` and its JSON paths filled in. */
export function stateParameters(state: string, input: object, table: string): unknown {
  const found = find(machine, state);
  if (found === undefined) throw new Error(`the state machine has no state ${state} with Parameters`);
  return fill(found, input, table);
}

function find(node: unknown, state: string): unknown {
  if (!isObject(node)) return undefined;
  const [here] = [node[state]].filter(isObject);
  if (here?.['Parameters'] !== undefined) return here['Parameters'];
  for (const inner of Object.values(node)) {
    const found = find(inner, state);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fill(value: unknown, input: object, table: string): unknown {
  if (value === '${JournalTable}') return table;
  if (Array.isArray(value)) return value.map((inner) => fill(inner, input, table));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) =>
    key.endsWith('.$') ? [key.slice(0, -2), pick(input, String(inner))] : [key, fill(inner, input, table)],
  );
  return Object.fromEntries(entries) as object;
}

function pick(input: object, path: string): unknown {
  if (!/^\$(\.\w+)+$/.test(path)) throw new Error(`${path} is more than these tests can fill in`);
  const steps = path.split('.').slice(1);
  return steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), input);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
