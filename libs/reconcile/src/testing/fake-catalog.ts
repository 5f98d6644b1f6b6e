import type { Fleet } from '@roster/access';
import type { Catalog, Revision } from '../ports/index.ts';

/** The catalog in memory: passes `catalogContract`, as the DynamoDB adapter does. */
export class FakeCatalog implements Catalog {
  private readonly texts = new Map<string, string>();

  /** Stores a fleet as the next revision, which becomes the current one; its id. */
  store(fleet: Fleet): string {
    const id = String(this.texts.size + 1);
    this.texts.set(id, JSON.stringify(fleet));
    return id;
  }

  read(id = String(this.texts.size)): Promise<Revision | undefined> {
    const text = this.texts.get(id);
    return Promise.resolve(text === undefined ? undefined : { id, fleet: JSON.parse(text) as Fleet });
  }
}
