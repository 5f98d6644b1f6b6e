export { arbitraryEdits, areExpected, rowsAfter, type ExpectedRow, type Rows } from './edits.ts';
export { arbitraryMapping, arns } from './mappings.ts';
export { mutated } from './mutations.ts';
export { arbitraryRequest, type Request } from './requests.ts';
export { scrapValue } from './scraps.ts';
export { arbitraryTidyData } from './tidy-data.ts';
export { writtenData } from './written-data.ts';
export { writtenFile } from './written-manifests.ts';
export { writtenAccounts, writtenList } from './written-values.ts';
