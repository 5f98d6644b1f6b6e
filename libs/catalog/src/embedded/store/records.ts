import type { AbstractLevel } from 'abstract-level';
import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import { setImmediate } from 'node:timers/promises';
import type { WireItem } from '../wire.ts';

type Level = AbstractLevel<string | Buffer | Uint8Array>;
type Waiting = ReadonlyMap<string, WireItem | undefined>;

/** So many bytes of JSON make a page, as DynamoDB's 1 MB. */
const PAGE = 1024 * 1024;

export interface Range {
  /** The bounds count, too. */
  readonly from: string;
  readonly to: string;
  /** The key behind which to go on, in the order asked for. */
  readonly behind: string | undefined;
  readonly newestFirst: boolean;
  /** At most so many. */
  readonly limit: number;
}

export interface Page {
  readonly items: readonly WireItem[];
  /** Whether the page ended before the range did, or with it by chance: DynamoDB does not look either. */
  readonly cut: boolean;
}

/**
 * Items by key, in LevelDB: on disk, or in memory. Reads and writes happen at once, in this thread's own order, so that
 * reading, judging and writing one item is one step that nothing comes between. What was written is kept by LevelDB
 * when `set` has resolved: all that was set in one turn of the event loop goes into one batch.
 */
export class Records {
  private readonly level: Level;
  private waiting = new Map<string, WireItem | undefined>();
  private writing: Waiting = new Map();
  private next: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(folder: string | undefined) {
    this.level = folder === undefined ? new MemoryLevel() : new ClassicLevel(folder);
  }

  open(): Promise<void> {
    return this.level.open();
  }

  async close(): Promise<void> {
    await this.last.catch(() => undefined); // whoever set it has been told
    await this.level.close();
  }

  get(key: string): WireItem | undefined {
    for (const unwritten of [this.waiting, this.writing]) {
      if (unwritten.has(key)) return unwritten.get(key);
    }
    // LevelDB's own threads would cost this one more than the read, which is of memory or of one page of a file.
    const text = this.level.getSync(key);
    return text === undefined ? undefined : parse(text);
  }

  /** Sets an item, or deletes it; resolves once LevelDB has it. */
  set(key: string, item: WireItem | undefined): Promise<void> {
    this.waiting.set(key, item);
    this.next ??= this.writeNext();
    return this.next;
  }

  private async writeNext(): Promise<void> {
    const before = this.last;
    const writing = before.catch(() => undefined).then(() => this.writeWaiting());
    this.last = writing;
    await writing;
  }

  private async writeWaiting(): Promise<void> {
    await setImmediate();
    const batch = this.waiting;
    this.writing = batch;
    this.waiting = new Map();
    this.next = undefined;
    try {
      await this.level.batch([...batch].map(([key, item]) => operation(key, item)));
    } finally {
      this.writing = new Map();
    }
  }

  /** Items in the order of their keys (as bytes), a page of them: all that had been kept when it was asked for. */
  async page({ from, to, behind, newestFirst, limit }: Range): Promise<Page> {
    const lower = behind === undefined || newestFirst ? { gte: from } : { gt: behind };
    const upper = behind === undefined || !newestFirst ? { lte: to } : { lt: behind };
    const items: WireItem[] = [];
    let size = 0;
    for await (const text of this.level.values({ ...lower, ...upper, reverse: newestFirst })) {
      items.push(parse(text));
      size += text.length;
      if (items.length >= limit || size >= PAGE) return { items, cut: true };
    }
    return { items, cut: false };
  }
}

const parse = (text: string): WireItem => JSON.parse(text) as WireItem;

function operation(key: string, item: WireItem | undefined) {
  return item === undefined
    ? { type: 'del' as const, key }
    : { type: 'put' as const, key, value: JSON.stringify(item) };
}
