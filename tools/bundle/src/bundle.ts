import type { WorkerName } from '@roster/workflow';

/** A worker's bundle, as it was written. */
export interface Bundle {
  readonly worker: WorkerName;
  /** The bundle; its source map lies beside it. */
  readonly file: string;
  readonly bytes: number;
  /** What stands in it: bytes of the bundle by the file they come from, relative to the root of the project. */
  readonly inputs: Readonly<Record<string, number>>;
  /** What it still imports: modules of Node. */
  readonly imports: readonly string[];
}
