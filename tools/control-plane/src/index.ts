export type { Admin, Response } from './cluster/admin.ts';
export type { RealCluster } from './cluster/real-cluster.ts';
export type { ClusterFaults } from './faults/cluster-faults.ts';
export { startControlPlane, type ControlPlane } from './control-plane.ts';
export type { ControlPlaneCluster, ControlPlaneOptions } from './options.ts';
