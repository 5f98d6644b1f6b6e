import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../src/aws-auth/read-manifests.ts';

const own = join(import.meta.dirname, '../corpus');
const extra = process.env['ROSTER_EXTRA_CORPUS'];

/** Every document of our corpus, and of the folder that ROSTER_EXTRA_CORPUS names, with the file's name. */
export function corpusDocuments() {
  return [own, ...(extra === undefined || extra === '' ? [] : [extra])].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /\.(ya?ml|json)$/.test(file) && !file.endsWith('.expected.json'))
      .sort()
      .flatMap((file) =>
        readManifests(readFileSync(join(folder, file))).map((manifest) => ({
          name: `${file}, document ${manifest.document}`,
          manifest,
        })),
      ),
  );
}
