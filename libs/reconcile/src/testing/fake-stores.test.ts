import { catalogContract } from './catalog.contract.ts';
import { FakeCatalog } from './fake-catalog.ts';
import { FakeJournal } from './fake-journal.ts';
import { journalContract } from './journal.contract.ts';

journalContract('FakeJournal', () => {
  const journal = new FakeJournal();
  return Promise.resolve({ journal, record: (recording) => journal.record(recording) });
});

catalogContract('FakeCatalog', () => {
  const catalog = new FakeCatalog();
  return Promise.resolve({ catalog, store: (fleet) => Promise.resolve(catalog.store(fleet)) });
});
