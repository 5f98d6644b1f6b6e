export { createEventsClient } from './client.ts';
export { createRunEvents, type RunEventsOptions } from './run-events.ts';
