import path from 'node:path';
import type { Report } from './kept.ts';
import { pythonProgram } from './python.ts';

const REQUIREMENTS = path.resolve(import.meta.dirname, '../../aws-cli/requirements.txt');

/** Path of the AWS CLI (`aws`), from PyPI by version and hash. Error where there is no Python that can. */
export function awsCli(report?: Report): Promise<string> {
  return pythonProgram({
    name: 'aws-cli',
    title: 'The AWS CLI',
    requirements: REQUIREMENTS,
    command: 'aws',
    ...(report === undefined ? {} : { report }),
  });
}
