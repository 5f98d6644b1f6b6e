export { buildStage, type BuildStage, type BuiltStage } from './build-stage.ts';
export { ControlPlaneStack, type ControlPlaneStackProps } from './control-plane/control-plane-stack.ts';
export { FleetMachine } from './control-plane/fleet-machine.ts';
export { scheduledInput, scheduleOf } from './control-plane/run-schedule.ts';
export { Worker } from './control-plane/worker.ts';
export { WORKER_MEMORY, workerTimeout } from './control-plane/worker-settings.ts';
export { memberRolesOf, tablePrefixOf, type Stage, type StageVpc } from './stage.ts';
export { StateStack, type StateStackProps } from './state/state-stack.ts';
export { tablesOf, type TableReference, type TableReferences } from './state/tables.ts';
