import { derivedUuid } from '../derived.ts';

export interface ObjectMeta {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ConfigMapObject {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  readonly metadata: ObjectMeta;
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
}

/** What of a ConfigMap a writer decides. */
export type ConfigMapContent = Pick<ConfigMapObject, 'data' | 'binaryData' | 'immutable'> &
  Pick<ObjectMeta, 'labels' | 'annotations'>;

/** The ConfigMaps of one cluster. Every write gets the next resourceVersion; one that changes nothing keeps its own. */
export class ConfigMapStore {
  private readonly owner: string;
  private readonly now: () => Date;
  private readonly maps = new Map<string, ConfigMapObject>();
  private version = 1000;

  constructor(owner: string, now: () => Date) {
    this.owner = owner;
    this.now = now;
  }

  get resourceVersion(): string {
    return String(this.version);
  }

  get(namespace: string, name: string): ConfigMapObject | undefined {
    return this.maps.get(`${namespace}/${name}`);
  }

  all(): readonly ConfigMapObject[] {
    return [...this.maps.values()];
  }

  /** What a write would leave; it is not stored, and its version is the next one unless nothing changes. */
  preview(namespace: string, name: string, content: ConfigMapContent): ConfigMapObject {
    const old = this.get(namespace, name);
    const { labels, annotations, ...rest } = sorted(content) as ConfigMapContent;
    const creationTimestamp =
      old?.metadata.creationTimestamp ??
      this.now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z');
    const uid = old?.metadata.uid ?? derivedUuid(`${this.owner} ${namespace}/${name} ${this.version}`);
    const metadata = { name, namespace, uid, creationTimestamp, ...defined({ labels, annotations }) };
    const made = (resourceVersion: string): ConfigMapObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, resourceVersion },
      ...defined(rest),
    });
    const same = old === undefined ? undefined : made(old.metadata.resourceVersion);
    return same !== undefined && sameContent(same, old) ? same : made(String(this.version + 1));
  }

  write(namespace: string, name: string, content: ConfigMapContent): ConfigMapObject {
    const made = this.preview(namespace, name, content);
    if (made.metadata.resourceVersion === String(this.version + 1)) this.version += 1;
    this.maps.set(`${namespace}/${name}`, made);
    return made;
  }

  delete(namespace: string, name: string): void {
    if (this.maps.delete(`${namespace}/${name}`)) this.version += 1;
  }
}

/** Go leaves out what is empty. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && !isEmpty(value));
  return Object.fromEntries(given) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function isEmpty(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0;
}

/** Go writes the keys of a map in order. */
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => [k, sorted(v)]),
      )
    : value;

function sameContent(a: ConfigMapObject, b: ConfigMapObject | undefined): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
