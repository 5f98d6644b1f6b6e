import type { RunEvent } from './run-events.ts';

/** What shows a run while it goes. */
export interface LiveView {
  see(event: RunEvent): void;
  /** Says that the run was asked to stop. */
  stopping(): void;
  /** Takes the view off the screen. */
  end(): void;
}
