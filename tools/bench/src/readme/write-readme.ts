import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { withSection } from './section.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

/** Puts a bench's section into README.md, formatted as the static lane wants it. */
export async function writeReadme(name: string, section: string): Promise<void> {
  const text = withSection(await readFile(README, 'utf8'), name, section);
  const style = (await resolveConfig(README)) ?? {};
  await writeFile(README, await format(text, { ...style, filepath: README }));
}
