import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { costSection, withCost } from './section.ts';

const PAGE = fileURLToPath(new URL('../../README.md', import.meta.url));

export const readPage = (): Promise<string> => readFile(PAGE, 'utf8');

/** The page as it should be, formatted as the static lane wants it. */
export async function currentPage(): Promise<string> {
  const style = (await resolveConfig(PAGE)) ?? {};
  return format(withCost(await readPage(), costSection()), { ...style, filepath: PAGE });
}

export async function writePage(): Promise<void> {
  await writeFile(PAGE, await currentPage());
}
