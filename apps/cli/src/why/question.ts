import type { Cluster, Fleet } from '@roster/access';

/** Who asks for whom, on which cluster. */
export interface Question {
  /** As it was asked for. */
  readonly principal: string;
  readonly cluster: Cluster;
  /** Undefined where no catalog was asked. */
  readonly fleet: Fleet | undefined;
  readonly now: Date;
}

/** One thing that explains why somebody gets in, or does not. */
export interface Note {
  /** A stable name in kebab case. */
  readonly code: string;
  readonly message: string;
}
