import { readFile } from 'node:fs/promises';
import path from 'node:path';

const RBAC = path.resolve(import.meta.dirname, '../../../infra/rbac');

/** A manifest of infra/rbac, as it is shipped. */
export const rbacOf = (identity: 'read' | 'write') => readFile(path.join(RBAC, `${identity}.yaml`), 'utf8');
