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
  private readonly list: Field[] = [];
  private index: Map<string, number> | undefined;

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
    this.list.push(field);
    if (this.index !== undefined) this.index.set(field.name, this.list.length - 1);
    else if (this.list.length > FEW) this.index = new Map(this.list.map(({ name }, at) => [name, at]));
  }

  values(): readonly Field[] {
    return this.list;
  }

  names(): readonly string[] {
    return this.list.map(({ name }) => name);
  }

  private placeOf(name: string): number {
    if (this.index !== undefined) return this.index.get(name) ?? -1;
    const { list } = this;
    for (let at = 0; at < list.length; at += 1) if (list[at]?.name === name) return at;
    return -1;
  }
}
