/** What this project reads of the Amazon States Language (JSONPath); other fields stand behind the index. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly [field: string]: unknown;
}

export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly ChoiceRule[];
  readonly ItemProcessor?: Definition;
  readonly Branches?: readonly Definition[];
  readonly [field: string]: unknown;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly [field: string]: unknown;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly [field: string]: unknown;
}

export interface ChoiceRule {
  readonly Variable?: string;
  readonly Next?: string;
  readonly [operator: string]: unknown;
}

/** A state and where it stands, such as `Shards/Clusters/Token`. */
export interface Place {
  readonly name: string;
  readonly at: string;
  readonly state: State;
}

/** Every state of a definition, those inside of Maps and Parallels too, in the order of the file. */
export function statesOf(definition: Definition, above = ''): readonly Place[] {
  return Object.entries(definition.States).flatMap(([name, state]) => {
    const at = `${above}${name}`;
    const inside = [
      ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor]),
      ...(state.Branches ?? []),
    ];
    return [{ name, at, state }, ...inside.flatMap((each) => statesOf(each, `${at}/`))];
  });
}
