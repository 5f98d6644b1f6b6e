import { Fields } from './fields.ts';
import type { MappingNode, ScalarNode, SequenceNode, YamlNode } from './node.ts';
import { numberOf } from './resolve-plain.ts';
import { Scalar } from './scalar.ts';
import { resolveScalar, type ScalarValue } from './resolve.ts';
import { YamlError } from './yaml-error.ts';

export interface ListValue {
  readonly type: 'list';
  readonly items: readonly YamlValue[];
  readonly node: SequenceNode;
}

export interface MapValue {
  readonly type: 'map';
  /** Of one key written twice, the last; keys that are no strings are texts here (sigs.k8s.io/yaml). */
  readonly fields: Fields;
  /** Keys that stand more than once in this very mapping. */
  readonly repeated: readonly ScalarNode[];
  readonly node: MappingNode;
}

/** What goyaml v2 makes of a node when it is given no type to aim at. */
export type YamlValue = ScalarValue | ListValue | MapValue;

/**
 * Decodes a tree with its aliases and merge keys as goyaml v2 does (decode.go): `<<` overrides what stands before it
 * in its mapping and is overridden by what follows. Throws YamlError for what goyaml, or the conversion to JSON
 * behind it, fails on: maps and lists as keys, null as a key, an alias within its own anchor, .inf and .nan.
 */
export function decodeYaml(root: YamlNode): YamlValue {
  const decoder = new Decoder();
  const value = decoder.decode(root);
  decoder.checkJson(value);
  return value;
}

// decode.go, allowedAliasRatio: which part of all nodes may come out of aliases.
const FEW = 400_000;
const MANY = 4_000_000;

const NONE: readonly ScalarNode[] = [];

class Decoder {
  /** True where JSON has not everything that was met. */
  private metNoJson = false;
  /** Keys that JSON has not, by the fields that they stand among. */
  private readonly noKeys = new Map<Fields, ScalarNode>();
  private readonly open = new Set<YamlNode>();
  private count = 0;
  private aliased = 0;
  private depth = 0;

  decode(node: YamlNode): YamlValue {
    this.countNode(node);
    switch (node.kind) {
      case 'scalar': {
        const value = resolveScalar(node);
        this.metNoJson ||= value.type === 'notFinite';
        return value;
      }
      case 'sequence':
        return { type: 'list', items: this.decodeItems(node), node };
      case 'mapping': {
        const fields = new Fields(node.entries.length);
        return { type: 'map', fields, repeated: this.fill(node, fields), node };
      }
      case 'alias':
        return this.throughAlias(node, (target) => this.decode(target));
    }
  }

  private decodeItems({ items }: SequenceNode): readonly YamlValue[] {
    const values = items.map((item) => this.decode(item));
    // As in nearly all lists of groups, each is its own value: one list will do.
    return items.every((item) => item instanceof Scalar) ? items : values;
  }

  /** JSON, through which rows go, has no infinity, and no key that is null. What is overridden does not count. */
  checkJson(value: YamlValue): void {
    if (!this.metNoJson) return;
    if (value.type === 'notFinite')
      throw new YamlError(`${value.text} is no JSON; it needs quotes`, value.node);
    if (value.type === 'list') for (const item of value.items) this.checkJson(item);
    if (value.type !== 'map') return;
    const key = this.noKeys.get(value.fields);
    if (key !== undefined)
      throw new YamlError('a key is empty or too large a number; does it need quotes?', key);
    for (const field of value.fields.values()) this.checkJson(field.value);
  }

  private countNode(node: YamlNode): void {
    this.count += 1;
    if (this.depth > 0) this.aliased += 1;
    if (this.aliased <= 100 || this.count <= 1000) return;
    const share = 0.99 - 0.89 * Math.min(1, Math.max(0, (this.count - FEW) / (MANY - FEW)));
    if (this.aliased / this.count > share) {
      throw new YamlError('nearly all of the text comes out of aliases', node);
    }
  }

  private throughAlias<T>(node: YamlNode & { kind: 'alias' }, then: (target: YamlNode) => T): T {
    const target = node.target.node;
    if (target === undefined || this.open.has(node)) {
      throw new YamlError('an alias stands within the anchor that it means', node);
    }
    this.open.add(node);
    this.depth += 1;
    const result = then(target);
    this.depth -= 1;
    this.open.delete(node);
    return result;
  }

  /** Puts the entries of a mapping among fields; gives the keys that it repeats. */
  private fill(node: MappingNode, fields: Fields): readonly ScalarNode[] {
    let repeated: ScalarNode[] | undefined;
    let merged: Set<string> | undefined;
    for (const { key, value } of node.entries) {
      if (isMerge(key)) {
        this.merge(value, fields);
        merged = new Set(fields.names());
        continue;
      }
      const name = this.decode(key);
      if (name.type === 'list' || name.type === 'map') {
        throw new YamlError(`a key is a ${name.type}; does it need quotes?`, key);
      }
      const decoded = this.decode(value);
      const text = keyText(name);
      if (text === undefined) {
        this.noKeys.set(fields, name.node);
        this.metNoJson = true;
        continue;
      }
      if (fields.has(text) && merged?.has(text) !== true) (repeated ??= []).push(name.node);
      merged?.delete(text);
      fields.put({ name: text, key: name.node, value: decoded });
    }
    return repeated ?? NONE;
  }

  /** Merges a map, or each of a list of maps: the earlier ones of a list override the later ones. */
  private merge(node: YamlNode, fields: Fields): void {
    const sources = node.kind === 'sequence' ? node.items.toReversed() : [node];
    for (const source of sources) {
      this.countNode(source);
      if (source.kind === 'alias') {
        this.throughAlias(source, (target) => {
          this.countNode(target);
          this.mergeMap(target, fields);
        });
      } else this.mergeMap(source, fields);
    }
  }

  private mergeMap(node: YamlNode, fields: Fields): void {
    if (node.kind !== 'mapping') throw new YamlError('`<<` merges something that is no map', node);
    this.fill(node, fields);
  }
}

/** The text that becomes of a key on the way to JSON; undefined where there is none. */
function keyText({ type, text }: ScalarValue): string | undefined {
  if (type === 'string') return text;
  if (type === 'null' || (type === 'number' && numberOf(text) === 'unsigned')) return undefined;
  if (type === 'boolean') return String(/^(?:y|on|true)/i.test(text));
  return text.replace(/^\+/, '');
}

const MERGE_TAG = 'tag:yaml.org,2002:merge';

function isMerge(node: YamlNode): boolean {
  if (node.kind !== 'scalar' || node.value !== '<<') return false;
  return node.tag === MERGE_TAG || node.tag === '!' || (node.tag === '' && node.style === 'plain');
}
