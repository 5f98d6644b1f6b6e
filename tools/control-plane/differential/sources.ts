import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  mutated,
  scrapValue,
  writtenAccounts,
  writtenData,
  writtenFile,
  writtenList,
} from '@roster/access/testing';
import fc from 'fast-check';
import type { Asked } from './oracle.ts';

/** Where documents of one kind come from. */
export interface Source {
  readonly name: string;
  /** Its part of all documents. */
  readonly share: number;
  readonly documents: fc.Arbitrary<Asked>;
  /** Byte-mutated documents may be refused now and then; those that people write may not. */
  readonly mutated: boolean;
}

const file = (documents: fc.Arbitrary<Uint8Array>) => documents.map((bytes): Asked => ({ file: bytes }));

/** What the API server can hold of mutated bytes: text, with U+FFFD where they are no UTF-8. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const value = (key: string, text: fc.Arbitrary<string>) =>
  mutated(text.map((written) => new TextEncoder().encode(written))).map((bytes): Asked => ({
    data: { [key]: decoder.decode(bytes) },
  }));

const values = fc.oneof(
  { weight: 3, arbitrary: value('mapRoles', writtenList('mapRoles')) },
  { weight: 2, arbitrary: value('mapUsers', writtenList('mapUsers')) },
  { weight: 1, arbitrary: value('mapAccounts', writtenAccounts) },
);

const scraps = fc
  .tuple(fc.constantFrom('mapRoles', 'mapRoles', 'mapAccounts'), scrapValue)
  .map(([key, text]): Asked => ({ data: { [key]: text } }));

/** The sources of generated documents; the corpus' files are seeds of mutations beside those of the grammar. */
export function sources(corpus: readonly CorpusFile[]): readonly Source[] {
  const seeds = fc.oneof(fc.constantFrom(...corpus.map(({ bytes }) => bytes)), writtenFile);
  return [
    { name: 'data', share: 0.25, mutated: false, documents: writtenData.map((data): Asked => ({ data })) },
    { name: 'manifests', share: 0.2, mutated: false, documents: file(writtenFile) },
    { name: 'scraps', share: 0.1, mutated: false, documents: scraps },
    { name: 'mutated values', share: 0.25, mutated: true, documents: values },
    { name: 'mutated manifests', share: 0.2, mutated: true, documents: file(mutated(seeds)) },
  ];
}

export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const own = path.join(import.meta.dirname, '../../../libs/access/corpus');

/** The files of libs/access/corpus, and of the folder that ROSTER_EXTRA_CORPUS names. */
export function corpusFiles(extra = process.env['ROSTER_EXTRA_CORPUS'] ?? ''): readonly CorpusFile[] {
  return [own, ...(extra === '' ? [] : [extra])].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(ya?ml|json)$/.test(name) && !name.endsWith('.expected.json'))
      .sort()
      .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(folder, name))) })),
  );
}
