import { FaultState, type Sandbox } from '@roster/sandbox';
import { listenInSilence, type Silence } from '@roster/sandbox/silence';
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
  let silence: Silence | undefined;
  const stop = async () => {
    await Promise.all([proxy?.stop(), silence?.stop()]);
    [proxy, silence] = [undefined, undefined];
  };
  const set = async (faults: ClusterFaults) => {
    await stop();
    const { describe, expiredCertificate = false, unreachable = false, noWay = false } = faults;
    if (needsProxy(faults)) {
      const days = expiredCertificate ? ([-20, -1] as const) : ([-1, 365] as const);
      const certificate = await authority.issue({ commonName: LOOPBACK, hosts: [LOOPBACK], days });
      proxy = await startFaultProxy({
        ...{ endpoint, ca, certificate, faults: new FaultState(faults), writeAsOther },
      });
    }
    if (noWay) silence = await listenInSilence(LOOPBACK);
    const door = sandbox.cluster(arn);
    door.setFaults(describe === undefined ? {} : { describe });
    const quiet = silence === undefined ? undefined : `https://${LOOPBACK}:${silence.port}`;
    const way = unreachable ? CLOSED : (quiet ?? proxy?.endpoint ?? endpoint);
    door.change({ status: 'ACTIVE', external: { endpoint: way, ca } });
  };
  return { set, stop };
}
