import { stripVTControlCharacters } from 'node:util';

const segmenter = new Intl.Segmenter();

/** What a reader sees as characters, without colours. */
export const charactersOf = (text: string): readonly string[] =>
  Array.from(segmenter.segment(stripVTControlCharacters(text)), ({ segment }) => segment);

/** How many columns a text takes. */
export const widthOf = (text: string): number => charactersOf(text).length;
