/** An entry of PutEvents, as far as anybody here reads it. */
export interface PutEvent {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Resources?: readonly string[];
}

/** What goes wrong with PutEvents from now on. */
export interface EventFaults {
  /** Codes by which the next entries are refused, one each; null lets one through. */
  readonly entries?: readonly (string | null)[];
  /** The error by which every call is refused. */
  readonly call?: string;
}

/** The default bus: what it took, in order, and what goes wrong with it. */
export class EventBus {
  readonly taken: PutEvent[] = [];
  private entries: (string | null)[] = [];
  call: string | undefined;

  set faults({ entries = [], call }: EventFaults) {
    this.entries = [...entries];
    this.call = call;
  }

  /** The code by which the next entry is refused; undefined: it is not. */
  nextRefusal(): string | undefined {
    return this.entries.shift() ?? undefined;
  }
}
