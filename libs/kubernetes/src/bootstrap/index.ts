export { createManifests } from './manifests.ts';
