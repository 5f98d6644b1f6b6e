export { fakeClusterApi } from './fake-cluster-api.ts';
export {
  FakeCluster,
  type FakeBinding,
  type FakeCall,
  type FakeDaemonSet,
  type FakeEffect,
  type FakeEntry,
  type FakeNode,
  type FakePod,
} from './fake-cluster.ts';
export { fakeCloud } from './fake-cloud.ts';
export { fakeAccessEntries } from './fake-access-entries.ts';
export { fakeManifests } from './fake-manifests.ts';
export {
  accessEntriesContract,
  type AccessEntriesSetup,
  type AccessEntriesUnderTest,
} from './access-entries.contract.ts';
export { manifestsContract, type ManifestsUnderTest } from './manifests.contract.ts';
export { fakeWorld, type FakeWorld, type FakeWorldOptions } from './fake-world.ts';
export { FakeCatalog } from './fake-catalog.ts';
export { FakeRunEvents } from './fake-run-events.ts';
export {
  endOf,
  runEventsContract,
  type Heard,
  type RunEnd,
  type RunEventsUnderTest,
} from './run-events.contract.ts';
export { FakeJournal, type Recording } from './fake-journal.ts';
export { catalogContract, sampleFleet, type CatalogUnderTest } from './catalog.contract.ts';
export { journalContract, type JournalUnderTest } from './journal.contract.ts';
export { CLOUD_CALLER, cloudContract, type CloudSetup, type CloudUnderTest } from './cloud.contract.ts';
export { clusterApiContract } from './cluster-api.contract.ts';
export {
  MASTER,
  ROWS,
  SUITE_PRINCIPALS,
  type Broken,
  type ClusterApiSetup,
  type ClusterApiUnderTest,
} from './cluster-api-rig.ts';
export {
  executionOf,
  NEXT_RUN,
  OPENED,
  RUN,
  sampleCluster,
  sampleFinding,
  sampleHeader,
  sampleIntent,
  samplePlanned,
  sampleRecording,
  SHARD,
} from './journal-samples.ts';
