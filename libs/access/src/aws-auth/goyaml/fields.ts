import type { YamlValue } from './decode.ts';
import type { ScalarNode } from './node.ts';

export interface Field {
  readonly name: string;
  readonly key: ScalarNode;
  readonly value: YamlValue;
}

/** Up to here it is as fast to look through all fields, and a document has thousands of maps as small as that. */
const FEW = 8;

/** The fields of a map by their names; one that is put again stays where it is. */
export class Fields {
  /** With room for all and no more: an array that grows by itself takes room for 17. */
  private readonly list: Field[];
  private size = 0;
  private index: Map<string, number> | undefined;

  /** For so many fields; where more are put, it grows. */
  constructor(capacity = 0) {
    this.list = new Array<Field>(capacity);
  }

  get(name: string): Field | undefined {
    return this.list[this.placeOf(name)];
  }

  has(name: string): boolean {
    return this.placeOf(name) >= 0;
  }

  put(field: Field): void {
    const place = this.placeOf(field.name);
    if (place >= 0) {
      this.list[place] = field;
      return;
    }
    this.list[this.size] = field;
    this.size += 1;
    if (this.index !== undefined) this.index.set(field.name, this.size - 1);
    else if (this.size > FEW) this.index = new Map(this.names().map((name, at) => [name, at]));
  }

  values(): readonly Field[] {
    return this.size === this.list.length ? this.list : this.list.slice(0, this.size);
  }

  names(): readonly string[] {
    return this.values().map(({ name }) => name);
  }

  private placeOf(name: string): number {
    if (this.index !== undefined) return this.index.get(name) ?? -1;
    const { list, size } = this;
    for (let at = 0; at < size; at += 1) if (list[at]?.name === name) return at;
    return -1;
  }
}
