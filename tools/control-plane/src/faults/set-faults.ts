import { FaultState, type Sandbox } from '@roster/sandbox';
import type { Authority } from '@roster/sandbox/certificates';
import { LOOPBACK } from '../process/free-port.ts';
import { needsProxy, type ClusterFaults } from './cluster-faults.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

interface Order {
  readonly arn: string;
  readonly sandbox: Sandbox;
  readonly authority: Authority;
  readonly endpoint: string;
  readonly writeAsOther: () => Promise<void>;
}

export interface FaultSwitch {
  /** Replaces all faults; none: the cluster is as it is. */
  readonly set: (faults: ClusterFaults) => Promise<void>;
  readonly stop: () => Promise<void>;
}

// Port 1 (tcpmux) is closed on any machine that would run this.
const CLOSED = `https://${LOOPBACK}:1`;

/** Makes things go wrong on the way to a cluster, and tells the sandbox's DescribeCluster which way that is. */
export function openFaults({ arn, sandbox, authority, endpoint, writeAsOther }: Order): FaultSwitch {
  const { ca } = authority;
  let proxy: FaultProxy | undefined;
  const stop = async () => {
    await proxy?.stop();
    proxy = undefined;
  };
  const set = async (faults: ClusterFaults) => {
    await stop();
    const { describe, expiredCertificate = false, unreachable = false } = faults;
    if (needsProxy(faults)) {
      const days = expiredCertificate ? ([-20, -1] as const) : ([-1, 365] as const);
      const certificate = await authority.issue({ commonName: LOOPBACK, hosts: [LOOPBACK], days });
      proxy = await startFaultProxy({
        ...{ endpoint, ca, certificate, faults: new FaultState(faults), writeAsOther },
      });
    }
    const door = sandbox.cluster(arn);
    door.setFaults(describe === undefined ? {} : { describe });
    const way = unreachable ? CLOSED : (proxy?.endpoint ?? endpoint);
    door.change({ status: 'ACTIVE', external: { endpoint: way, ca } });
  };
  return { set, stop };
}
