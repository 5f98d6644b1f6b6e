export { createAccessEntries } from './access-entries.ts';
