import type { Fleet } from '@roster/access';
import type { Catalog, Revision } from '../ports/index.ts';

/** The catalog in memory: passes `catalogContract`, as the DynamoDB adapter does. */
export class FakeCatalog implements Catalog {
  private readonly texts: string[] = [];

  /** Stores a fleet as the next revision, which becomes the current one; its id. */
  store(fleet: Fleet): string {
    return String(this.texts.push(JSON.stringify(fleet)));
  }

  read(id = String(this.texts.length)): Promise<Revision | undefined> {
    const text = this.texts[Number(id) - 1];
    return Promise.resolve(text === undefined ? undefined : { id, fleet: JSON.parse(text) as Fleet });
  }
}
