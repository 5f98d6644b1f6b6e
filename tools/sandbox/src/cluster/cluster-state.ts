import { clusterArn, partitionOfRegion, readAwsAuth, type Reading } from '@roster/access';
import type { AuthenticationMode, ClusterSettings, SandboxAccessEntry, SandboxCluster } from '../options.ts';
import { TokenCache } from './token-cache.ts';
import { ConfigMapStore, type ConfigMapObject } from './config-map-store.ts';
import { FaultState, type Faults } from './faults.ts';
import { RbacStore } from './rbac-store.ts';

export const AWS_AUTH = { namespace: 'kube-system', name: 'aws-auth' } as const;

const REMEMBERED = 50;

type Data = Readonly<Record<string, string>>;
type Entries = readonly SandboxAccessEntry[];

/** One cluster as it stands. */
export class ClusterState {
  readonly spec: Pick<SandboxCluster, 'name' | 'account' | 'region'>;
  readonly arn: string;
  readonly partition: string;
  readonly createdAt: Date;
  readonly configMaps: ConfigMapStore;
  readonly rbac: RbacStore;
  readonly faults: FaultState;
  readonly tokens: TokenCache;
  settings: ClusterSettings;
  /** Writes of ConfigMaps that requests have made. */
  writes = 0;
  private readonly refused: string[] = [];
  private writtenSinceFaults = false;
  private dataAtFaults: string | undefined;
  private entriesBefore: { readonly entries: Entries; left: number } | undefined;
  private lastReading: { readonly of: ConfigMapObject; readonly reading: Reading } | undefined;

  constructor(cluster: SandboxCluster, now: () => Date, tokenCacheMs: number) {
    const { name, account, region, awsAuth, faults, ...settings } = cluster;
    this.spec = { name, account, region };
    this.arn = clusterArn(this.spec);
    this.partition = partitionOfRegion(region);
    this.createdAt = now();
    this.configMaps = new ConfigMapStore(this.arn, now);
    this.rbac = new RbacStore(this.arn, now);
    this.tokens = new TokenCache(tokenCacheMs);
    this.settings = settings;
    this.setAwsAuth(awsAuth ?? null);
    this.faults = new FaultState(faults);
    this.dataAtFaults = this.dataText();
  }

  get mode(): AuthenticationMode {
    return this.settings.authenticationMode ?? 'CONFIG_MAP';
  }

  get accessEntries(): Entries {
    return this.settings.accessEntries ?? [];
  }

  /** Changes the entries by the API of EKS: the authenticator hears of it by and by. */
  setAccessEntries(accessEntries: Entries): void {
    this.entriesBefore = { entries: this.accessEntries, left: this.settings.entriesLateness ?? 0 };
    this.settings = { ...this.settings, accessEntries };
  }

  /** The entries that the authenticator judges the next token by. */
  entriesForToken(): Entries {
    if (this.entriesBefore === undefined || this.entriesBefore.left === 0) return this.accessEntries;
    this.entriesBefore.left -= 1;
    return this.entriesBefore.entries;
  }

  awsAuth(): ConfigMapObject | undefined {
    return this.configMaps.get(AWS_AUTH.namespace, AWS_AUTH.name);
  }

  /** Writes aws-auth as a foreign writer does; labels and annotations stay. Null deletes it. */
  setAwsAuth(data: Data | null): void {
    const { namespace, name } = AWS_AUTH;
    if (data === null) {
      this.configMaps.delete(namespace, name);
      return;
    }
    const { labels, annotations } = this.awsAuth()?.metadata ?? {};
    this.configMaps.write(namespace, name, {
      data,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    });
  }

  setFaults(faults: Faults): void {
    this.faults.set(faults);
    this.writtenSinceFaults = false;
    this.dataAtFaults = this.dataText();
  }

  /** A request has written a ConfigMap. */
  noteWrite(): void {
    this.writes += 1;
    this.writtenSinceFaults = true;
  }

  /** A request has written a ConfigMap since the faults were set. */
  get isWritten(): boolean {
    return this.writtenSinceFaults;
  }

  /** Why requests were answered 401, the newest last. */
  get refusals(): readonly string[] {
    return [...this.refused];
  }

  noteRefusal(why: string): void {
    this.refused.push(why);
    if (this.refused.length > REMEMBERED) this.refused.shift();
  }

  /** Whether the faults "after a write" hold: something was written, and the data is not yet what it was before. */
  get worsened(): boolean {
    return this.writtenSinceFaults && this.dataText() !== this.dataAtFaults;
  }

  /** aws-auth as the authenticator has it in memory; undefined without the ConfigMap. */
  reading(): Reading | undefined {
    const current = this.awsAuth();
    if (current === undefined) return undefined;
    const last = this.lastReading?.of === current ? this.lastReading : undefined;
    this.lastReading = last ?? { of: current, reading: readAwsAuth(current.data ?? {}) };
    return this.lastReading.reading;
  }

  private dataText(): string {
    const data = this.awsAuth()?.data;
    return data === undefined ? '' : JSON.stringify(Object.entries(data).sort());
  }
}
