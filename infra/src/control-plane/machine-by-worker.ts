import { fleetRun, type Definition } from '@roster/workflow';

/** The machine with each placeholder standing for its worker: then a state's `Resource` tells who does it. */
export const machineByWorker: Definition = fleetRun({
  PlanWorker: 'plan',
  TokenWorker: 'token',
  ApplyWorker: 'apply',
  VerifyWorker: 'verify',
  ReportWorker: 'report',
  JournalTable: 'journal',
  Partition: 'aws',
});
