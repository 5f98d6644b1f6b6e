import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { asYaml, memberTemplates } from './templates.ts';

// node infra/src/member/write-templates.ts: writes infra/member/*.yaml anew.
const folder = path.resolve(import.meta.dirname, '../../member');
for (const { file, template } of memberTemplates()) writeFileSync(path.join(folder, file), asYaml(template));
