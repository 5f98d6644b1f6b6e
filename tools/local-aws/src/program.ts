import path from 'node:path';
import { pythonProgram } from '@roster/control-plane/programs';

const HERE = path.resolve(import.meta.dirname, '..');

/** Path of ministack, from PyPI by version and hash, with what patches.py changes. */
export function ministack(): Promise<string> {
  return pythonProgram({
    name: 'ministack',
    title: 'The local AWS',
    requirements: path.join(HERE, 'requirements.txt'),
    command: 'ministack',
    afterwards: [path.join(HERE, 'patches.py'), path.join(HERE, 'policy_patches.py')],
  });
}
