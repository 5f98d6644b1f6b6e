export { awsCli } from './aws-cli.ts';
export { goPrograms, type GoPrograms } from './go.ts';
export type { Report } from './kept.ts';
export { kubectl } from './kubectl.ts';
export { pythonProgram, type PythonProgram } from './python.ts';
