export { goPrograms, type GoPrograms } from './go.ts';
export type { Report } from './kept.ts';
